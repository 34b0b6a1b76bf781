/**
 * Ratios of a simulation: a scenario with its draws, its waterfall and its figures against one IRR of 40 flows. Each
 * contender has a process of its own, as a plan has its threads in the service: code is compiled for what it meets. There
 * the two take turns, so that what else the machine does falls on both alike: `npm run bench:simulation`.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { buildSync } from 'esbuild';
import { contenders, measure, type Measured } from './simulation-contenders.ts';
import type * as Engine from '../src/engine/index.ts';

const [own, engine] = process.argv.slice(2);
if (own === 'jobs') await import('./simulation-jobs.ts');
if (own !== undefined && engine !== undefined) {
  const shipped = (await import(engine)) as typeof Engine;
  process.stdout.write(JSON.stringify(measure(contenders[Number(own)]!, shipped)));
} else {
  const folder = mkdtempSync(path.join(tmpdir(), 'waterfall-bench-'));
  try {
    report(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function report(folder: string): void {
  // The engine as it is shipped: tsx keeps the names of functions at a cost that the bundle does not have.
  const outfile = path.join(folder, 'engine.mjs');
  buildSync({
    entryPoints: [path.join(import.meta.dirname, '../src/engine/index.ts')],
    outfile,
    bundle: true,
    minify: true,
    format: 'esm',
    target: 'es2022',
  });
  const width = Math.max(...contenders.map(({ name }) => name.length));
  console.log(
    `${'a scenario'.padEnd(width)} ${'ns'.padStart(7)} ${'ratio'.padStart(9)} ${'bytes'.padStart(7)}   guide`,
  );
  contenders.forEach(({ name, guide = '' }, i) => {
    const file = import.meta.filename;
    const args = ['--expose-gc', '--import=tsx', file, String(i), pathToFileURL(outfile).href];
    const { ns, ratio, bytes } = JSON.parse(
      execFileSync(process.execPath, args, { encoding: 'utf8' }),
    ) as Measured;
    const told = [
      name.padEnd(width),
      ns.toFixed(0).padStart(7),
      `${ratio.toFixed(2)} x`.padStart(9),
      bytes.toFixed(0).padStart(7),
    ];
    console.log(`${told.join(' ')}   ${guide}`);
  });
  console.log(
    `Medians of interleaved rounds on one core, Node ${process.version}; ratios to one IRR of 40 flows, bytes on the heap.`,
  );
}
