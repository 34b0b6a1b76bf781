import { variables } from '../../server/config.ts';
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';

interface Package {
  name: string;
  version: string;
  dependencies: Record<string, string>;
  devDependencies: Record<string, string>;
}
const read = (file: string): string => readFileSync(file, 'utf8');
const manifest = JSON.parse(read('package.json')) as Package;
const wanted = Object.entries({ ...manifest.dependencies, ...manifest.devDependencies });

describe('the house', () => {
  it('pins every dependency to one version', () => {
    for (const [name, version] of wanted)
      assert.match(version, /^(npm:@?[\w./-]+@)?\d+\.\d+\.\d+(-[\w.]+)?$/, name);
  });

  it('locks packages by their content and from no particular server', () => {
    const { packages } = JSON.parse(read('package-lock.json')) as {
      packages: Record<string, { resolved?: string; integrity?: string; link?: boolean }>;
    };
    for (const [place, { resolved, integrity }] of Object.entries(packages)) {
      if (place === '') continue;
      assert.equal(resolved, undefined, place);
      assert.match(integrity ?? '', /^sha512-/, place);
    }
  });

  it('gives a reason for every dependency, and for nothing else', () => {
    const rows = [...read('docs/dependencies.md').matchAll(/^\| `([^`]+)`/gm)].map(([, name]) => name!);
    assert.deepEqual(rows.sort(), wanted.map(([name]) => name).sort());
  });

  it('shows every variable of the service in .env.example', () => {
    const shown = [...read('.env.example').matchAll(/^([A-Z][A-Z_]+)=/gm)].map(([, name]) => name!);
    assert.ok(shown.includes('PORT') && shown.includes('PEPPER'));
    assert.deepEqual(shown.sort(), [...variables].sort());
  });
});
