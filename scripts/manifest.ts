// npm run manifest -- --url https://waterfall.example.com: prints the manifest for that address, or writes it with --out FILE.
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { isOrigin, manifestFor, ORIGIN_FAULT } from '../server/http/manifest.ts';

const fail = (message: string): never => {
  console.error(message);
  process.exit(1);
};

const options = { url: { type: 'string' }, out: { type: 'string' } } as const;
function given(): { url?: string | undefined; out?: string | undefined } {
  try {
    return parseArgs({ options }).values;
  } catch (error) {
    return fail((error as Error).message);
  }
}

const { url = process.env.PUBLIC_URL, out } = given();
if (!url) fail('Name the address: npm run manifest -- --url https://waterfall.example.com');
else if (!isOrigin(url)) fail(`${url} ${ORIGIN_FAULT}.`);
else {
  const manifest = manifestFor(readFileSync(path.join(import.meta.dirname, '../manifest.xml'), 'utf8'), url);
  if (out === undefined) process.stdout.write(manifest);
  else {
    try {
      writeFileSync(out, manifest);
    } catch (error) {
      fail(`${out} cannot be written: ${(error as NodeJS.ErrnoException).code}.`);
    }
  }
}
