import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { OfficeAddinManifest } from 'office-addin-manifest';
import { everyElement, parseXml, type Element } from './xml.ts';

const source = readFileSync('manifest.xml', 'utf8');
const root = parseXml(source);
const all = everyElement(root);
const named = (...names: string[]): Element[] => all.filter((e) => names.includes(e.name));
const only = (name: string, among: readonly Element[] = all): Element => {
  const found = among.filter((e) => e.name === name);
  assert.equal(found.length, 1, `one ${name}`);
  return found[0]!;
};
/** Name and description of the add-in itself. */
const about = [only('DisplayName', root.children), only('Description', root.children)];

/** `bt:` elements of `Resources`, whose ids the rest of the manifest refers to. */
const resources = everyElement(only('Resources')).filter((e) => e.attributes.id !== undefined);
const texts = (e: Element): string[] => [
  e.attributes.DefaultValue!,
  ...e.children.map((o) => o.attributes.Value!),
];

const isAddress = (e: Element): boolean => e.name === 'bt:Image' || e.name === 'bt:Url';

/** Sets the add-in may require: more would shut out Excel versions that can run it. */
const REQUIRED: Readonly<Record<string, string>> = {
  SharedRuntime: '1.1',
  ExcelApi: '1.9',
  CustomFunctionsRuntime: '1.2',
};

/** Width and height in the header of a PNG. */
function pngSize(file: string): { width: number; height: number } {
  const bytes = readFileSync(file);
  assert.equal(bytes.subarray(1, 4).toString('latin1'), 'PNG', `${file} is a PNG`);
  assert.equal(bytes.subarray(12, 16).toString('latin1'), 'IHDR', `${file} has a header`);
  return { width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20) };
}

const iconFile = (url: string): string => `assets/${new URL(url).pathname.split('/').pop()}`;

function assertIcon(url: string, size: number): void {
  const file = iconFile(url);
  assert.ok(existsSync(file), `${file} exists`);
  assert.deepEqual(pngSize(file), { width: size, height: size }, file);
}

describe('the manifest', () => {
  it("is read by Microsoft's own tool", async () => {
    const info = await OfficeAddinManifest.readManifestFile('manifest.xml');
    assert.match(info.id ?? '', /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/);
    assert.deepEqual(info.hosts, ['Workbook']);
    assert.equal(info.permissions, 'ReadWriteDocument');
    assert.equal(info.defaultLocale, 'en-US');
  });

  it('has the version of the package, with a fourth number', () => {
    const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };
    assert.match(only('Version').text, new RegExp(`^${version.replaceAll('.', '\\.')}\\.\\d+$`));
  });

  it('defines every resource it refers to, and refers to every one it defines', () => {
    const used = new Set(all.flatMap((e) => e.attributes.resid ?? []));
    const defined = new Set(resources.map((e) => e.attributes.id!));
    assert.deepEqual(
      [...used].filter((id) => !defined.has(id)),
      [],
      'referred to, not defined',
    );
    assert.deepEqual(
      [...defined].filter((id) => !used.has(id)),
      [],
      'defined, not referred to',
    );
  });

  it('refers to a resource by a kind that fits', () => {
    const kindOf = new Map(resources.map((e) => [e.attributes.id, e.name]));
    for (const { name, attributes } of all) {
      if (attributes.resid === undefined) continue;
      const kind =
        name === 'bt:Image'
          ? 'bt:Image'
          : ['Runtime', 'SourceLocation', 'FunctionFile', 'LearnMoreUrl'].includes(name)
            ? 'bt:Url'
            : 'bt:String';
      assert.equal(kindOf.get(attributes.resid), kind, `${name} ${attributes.resid}`);
    }
  });

  it('uses every id once, in at most the characters Office allows', () => {
    const ids = all.flatMap((e) => (e.name === 'OfficeTab' ? [] : (e.attributes.id ?? [])));
    assert.deepEqual(
      ids.filter((id, i) => ids.indexOf(id) !== i),
      [],
    );
    for (const { attributes } of resources)
      assert.ok(attributes.id!.length <= 32, `${attributes.id} has at most 32 characters`);
    for (const { attributes } of named('Group', 'Control'))
      assert.ok(attributes.id!.length <= 125, `${attributes.id} has at most 125 characters`);
  });

  it('names https addresses only', () => {
    const urls = [
      ...named('IconUrl', 'HighResolutionIconUrl', 'SupportUrl').flatMap(texts),
      ...resources.filter(isAddress).flatMap(texts),
      ...named('SourceLocation').map((e) => e.attributes.DefaultValue),
      ...named('AppDomain').map((e) => e.text),
    ].filter((url) => url !== undefined);
    assert.ok(urls.length >= 10);
    for (const url of urls) assert.equal(new URL(url).protocol, 'https:', url);
    const schemas = all.flatMap((e) => Object.entries(e.attributes)).filter(([k]) => k.startsWith('xmlns'));
    const outside = schemas.reduce((text, [, uri]) => text.replaceAll(uri, ''), source);
    assert.doesNotMatch(outside, /http:/);
  });

  it('is served from one origin, which is among its domains', () => {
    const origins = new Set(
      resources
        .filter(isAddress)
        .flatMap(texts)
        .map((url) => new URL(url).origin),
    );
    assert.deepEqual(
      [...origins],
      named('AppDomain').map((e) => e.text),
    );
  });

  it('has icons of the sizes it claims', () => {
    assertIcon(only('IconUrl').attributes.DefaultValue!, 32);
    assertIcon(only('HighResolutionIconUrl').attributes.DefaultValue!, 64);
    const images = new Map(
      resources
        .filter((e) => e.name === 'bt:Image')
        .map((e) => [e.attributes.id, e.attributes.DefaultValue!]),
    );
    for (const { attributes } of named('bt:Image'))
      if (attributes.size !== undefined) assertIcon(images.get(attributes.resid)!, Number(attributes.size));
    for (const icon of named('Icon'))
      assert.deepEqual(
        icon.children.map((e) => e.attributes.size),
        ['16', '32', '80'],
      );
  });

  it('keeps its texts within the lengths of their kinds', () => {
    const within = (list: string, most: number) => {
      for (const string of only(list).children)
        for (const text of texts(string))
          assert.ok(
            text.length > 0 && text.length <= most,
            `${string.attributes.id}: ${text.length} of 1 to ${most} characters`,
          );
    };
    within('bt:ShortStrings', 125);
    within('bt:LongStrings', 250);
    const [name, description] = about.map(texts);
    for (const text of name!) assert.ok(text.length <= 125, text);
    for (const text of description!) assert.ok(text.length <= 250, text);
  });

  it('says everything in Chinese too, except the namespace of the functions', () => {
    const namespace = only('Namespace').attributes.resid;
    const translated = [
      ...about,
      ...named('bt:String'),
      ...resources.filter((e) => e.attributes.id === only('Metadata').children[0]!.attributes.resid),
    ];
    for (const { attributes, children } of translated) {
      const locales = children.map((e) => e.attributes.Locale);
      assert.deepEqual(
        locales,
        attributes.id === namespace ? [] : ['zh-CN'],
        attributes.id ?? attributes.DefaultValue,
      );
    }
    for (const { children } of translated.filter((e) => e.name !== 'bt:Url'))
      for (const { attributes } of children) assert.match(attributes.Value!, /\p{Script=Han}/u);
  });

  it('requires no more than the add-in needs', () => {
    const sets = Object.fromEntries(
      named('Set').map(({ attributes }) => [attributes.Name!, attributes.MinVersion!]),
    );
    assert.deepEqual(sets, REQUIRED);
  });

  it('gives pane, commands and functions one runtime that lives as long as the workbook', () => {
    const runtime = only('Runtime').attributes;
    assert.equal(runtime.lifetime, 'long');
    const page = named('Page')[0]!.children[0]!.attributes.resid;
    assert.equal(page, runtime.resid);
    assert.equal(only('FunctionFile').attributes.resid, runtime.resid);
    for (const action of named('Action').filter((e) => e.attributes['xsi:type'] === 'ShowTaskpane'))
      assert.equal(action.children.find((e) => e.name === 'SourceLocation')?.attributes.resid, runtime.resid);
  });
});

describe('the reader of the manifest', () => {
  for (const [fault, text] of [
    ['an element that is not closed', '<a><b></a>'],
    ['an attribute without quotes', '<a b=1/>'],
    ['an attribute that stands twice', '<a b="1" b="2"/>'],
    ['a bare ampersand', '<a>this & that</a>'],
    ['two roots', '<a/><b/>'],
  ] as const)
    it(`refuses ${fault}`, () => {
      assert.throws(() => parseXml(text));
    });
});
