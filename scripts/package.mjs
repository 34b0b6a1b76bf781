// npm run package: one archive that runs with node alone on this platform. --out DIR leaves a folder instead, --with-office-js serves Office.js
// from here, for networks that reach no other host.
import './node-version.mjs';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { spawnSync } from 'node:child_process';
import { installModules } from './install.mjs';

const root = path.join(import.meta.dirname, '..');
const USAGE = 'Usage: npm run package -- [--out FOLDER] [--with-office-js]';
function readFlags() {
  const options = { out: { type: 'string' }, 'with-office-js': { type: 'boolean', default: false } };
  try {
    return parseArgs({ options }).values;
  } catch (error) {
    console.error(`${error.message.split('. ')[0]}\n${USAGE}`);
    process.exit(1);
  }
}
const flags = readFlags();
/** Microsoft serves it; where it is served from here, it is among the pages. */
const ELSEWHERE = '@microsoft/office-js';
/** Weights of the font of charts that are not drawn with. */
const UNUSED = /noto-sans-sc[\\/](?!400)\d00\w+$|font-family\.png$/;

installModules();
if (flags['with-office-js']) process.env.OFFICE_JS = 'self';
// Only now are these there.
const { create } = await import('tar');
const { default: webpack } = await import('webpack');
const { default: configure } = await import('../webpack.config.js');
const own = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));
const name = `waterfall-${own.version}-${process.platform}-${process.arch}`;

/** Builds all, and names the packages of which something is in what was built. */
async function build() {
  rmSync(path.join(root, 'dist'), { recursive: true, force: true });
  // From the cache webpack does not tell what it put together.
  const compiler = webpack(configure({}).map((config) => ({ ...config, cache: false })));
  const stats = await new Promise((resolve, reject) =>
    compiler.run((error, done) => compiler.close(() => (error ? reject(error) : resolve(done)))),
  );
  if (stats.hasErrors()) throw new Error(stats.toString('errors-only'));
  const names = new Set(flags['with-office-js'] ? [ELSEWHERE] : []);
  const take = ({ name: module = '', modules = [] }) => {
    const found = /^(?:.*!)?\.\/(node_modules\/(?:.*node_modules\/)?(?:@[^/]+\/)?[^/]+)/.exec(module)?.[1];
    if (found) names.add(found.slice('node_modules/'.length));
    modules.forEach(take);
  };
  const { children } = stats.toJson({
    all: false,
    children: true,
    modules: true,
    nestedModules: true,
    modulesSpace: Infinity,
    nestedModulesSpace: Infinity,
  });
  children.flatMap((child) => child.modules ?? []).forEach(take);
  return [...names].map((each) => path.join(root, 'node_modules', each));
}

/** Folders of the packages that run beside the programs, with all that they need. */
function runtime() {
  const found = new Set();
  const take = (dependency, from) => {
    for (let at = from; ; at = path.dirname(at)) {
      const folder = path.join(at, 'node_modules', dependency);
      if (existsSync(path.join(folder, 'package.json'))) {
        if (!found.has(folder)) {
          found.add(folder);
          const { dependencies = {}, optionalDependencies = {} } = packageIn(folder);
          for (const each of Object.keys({ ...dependencies, ...optionalDependencies })) take(each, folder);
        }
        return;
      }
      // What is optional is there for the platforms that need it.
      if (at === root || at === path.dirname(at)) return;
    }
  };
  for (const each of Object.keys(own.dependencies)) if (each !== ELSEWHERE) take(each, root);
  return [...found];
}

const packageIn = (folder) => JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8'));
const byName = (a, b) => (a < b ? -1 : 1);

/** What stands for a licence that a package names in its text alone. */
const IN_ITS_TEXT = 'see its text';
const LICENCE = /^(licen[cs]e|copying|notice)/i;

/** Name, version and licence of each package, and its own words where it has some. */
function notices(folders) {
  const texts = folders.map((folder) => {
    const { name, version, license, author } = packageIn(folder);
    const files = readdirSync(folder)
      .filter((file) => LICENCE.test(file))
      .sort(byName);
    const words = files.map((file) => readFileSync(path.join(folder, file), 'utf8').trim());
    const by = typeof author === 'string' ? author : author?.name;
    return [`${name} ${version} (${license ?? IN_ITS_TEXT})${by ? `, ${by}` : ''}`, ...words].join('\n\n');
  });
  return `What others wrote and this archive contains, with their licences.\n\n${texts.join(`\n\n${'-'.repeat(78)}\n\n`)}\n`;
}

/** A list of what the archive contains, as CycloneDX 1.5. */
const bill = (folders) => ({
  bomFormat: 'CycloneDX',
  specVersion: '1.5',
  version: 1,
  metadata: { component: component(own, 'application') },
  components: folders.map((folder) => component(packageIn(folder), 'library')),
});
const component = ({ name, version, license }, type) => {
  const purl = `pkg:npm/${name.replace('@', '%40')}@${version}`;
  const licence =
    license === undefined
      ? { license: { name: IN_ITS_TEXT } }
      : /^[\w.+-]+$/.test(license)
        ? { license: { id: license } }
        : { expression: license };
  return { type, 'bom-ref': purl, name, version, purl, licenses: [licence] };
};

/** Seconds; 0 where the source is no checkout. */
function commitTime() {
  const { status, stdout } = spawnSync('git', ['log', '-1', '--format=%ct'], { cwd: root, encoding: 'utf8' });
  return status === 0 ? Number(stdout) : 0;
}

const bundled = await build();
const needed = runtime().sort(byName);
const folder = flags.out
  ? path.resolve(flags.out)
  : path.join(mkdtempSync(path.join(tmpdir(), 'waterfall-')), name);
if (existsSync(folder) && readdirSync(folder).length) {
  console.error(`${folder} is not empty. Name another folder, or empty it.`);
  process.exit(1);
}
mkdirSync(folder, { recursive: true });
cpSync(path.join(root, 'dist'), folder, { recursive: true });
for (const each of needed)
  cpSync(each, path.join(folder, path.relative(root, each)), {
    recursive: true,
    // Nested packages come by themselves where they are needed; declarations and maps are for developers.
    filter: (file) =>
      !/\.(d\.[cm]?ts|map)$/.test(file) &&
      !UNUSED.test(file) &&
      !(file !== each && path.basename(file) === 'node_modules'),
  });
/** What an administrator reads, and what it links to. */
const documents = [
  'deploy.md',
  'service.md',
  'scaling.md',
  'security.md',
  'grafana-dashboard.json',
  'alerts.yml',
];
for (const file of [
  'LICENSE',
  'CHANGELOG.md',
  '.env.example',
  'deploy',
  ...documents.map((name) => `docs/${name}`),
])
  cpSync(path.join(root, file), path.join(folder, path.basename(file)), { recursive: true });
const { version, license, engines } = own;
const about = { name: own.name, version, license, private: true, type: 'module', engines };
writeFileSync(path.join(folder, 'package.json'), `${JSON.stringify(about, null, 2)}\n`);
const all = [...new Set([...needed, ...bundled])].sort(byName);
writeFileSync(path.join(folder, 'THIRD-PARTY-NOTICES.txt'), notices(all));
writeFileSync(path.join(folder, 'sbom.cdx.json'), `${JSON.stringify(bill(all), null, 2)}\n`);

if (flags.out)
  console.log(`${folder}: node server.js starts it, node worker.js a worker, node doctor.js looks at it.`);
else {
  // The same source gives the same bytes: files in one order, with the time of the commit.
  const time = process.env.SOURCE_DATE_EPOCH ?? commitTime();
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => !entry.isDirectory())
    .map((entry) =>
      path.relative(path.dirname(folder), path.join(entry.parentPath, entry.name)).replaceAll('\\', '/'),
    )
    .sort(byName);
  const archive = path.join(root, 'dist', `${name}.tar.gz`);
  await create(
    {
      file: archive,
      gzip: { level: 9 },
      cwd: path.dirname(folder),
      portable: true,
      mtime: new Date(Number(time) * 1000),
      follow: false,
    },
    files,
  );
  rmSync(path.dirname(folder), { recursive: true });
  console.log(
    `${path.relative(root, archive)}: unpack it, then node server.js starts it, node worker.js a worker, node doctor.js looks at it.`,
  );
}
