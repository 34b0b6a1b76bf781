import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';

interface Parameter {
  name: string;
  description?: string;
  type?: string;
  dimensionality?: string;
  optional?: boolean;
  repeating?: boolean;
  customEnumId?: string;
}
interface Metadata {
  functions: {
    id: string;
    name: string;
    description?: string;
    parameters: Parameter[];
    result: Record<string, unknown>;
    options?: Record<string, unknown>;
  }[];
  enums?: { id: string; type: string; values: { name: string; stringValue: string; tooltip?: string }[] }[];
}

const read = (file: string): Metadata => JSON.parse(readFileSync(file, 'utf8')) as Metadata;
const english = read('dist/public/functions.json');
const chinese = read('src/functions/functions.zh-CN.json');

/** All that Excel computes with: what stays when words are taken away. */
function shape({ functions, enums = [], ...rest }: Metadata): unknown {
  return {
    ...rest,
    functions: functions.map(({ description: _words, parameters, ...others }) => ({
      ...others,
      parameters: parameters.map(({ description: _about, name: _called, ...kind }) => kind),
    })),
    enums: enums.map(({ values, ...others }) => ({
      ...others,
      values: values.map(({ stringValue }) => stringValue),
    })),
  };
}

const wordsOf = ({ functions, enums = [] }: Metadata): { where: string; words: string | undefined }[] => [
  ...functions.flatMap(({ id, description, parameters }) => [
    { where: id, words: description },
    ...parameters.map((p) => ({ where: `${id} ${p.name}`, words: p.description })),
  ]),
  ...enums.flatMap(({ id, values }) =>
    values.map(({ name, tooltip }) => ({ where: `${id} ${name}`, words: tooltip })),
  ),
];

describe('the metadata of the functions', () => {
  it('has one shape in both languages: only words differ', () => {
    assert.deepEqual(shape(chinese), shape(english));
  });

  it('is served as it is written', () => {
    assert.deepEqual(read('dist/public/functions.zh-CN.json'), chinese);
  });

  for (const [language, metadata] of Object.entries({ English: english, Chinese: chinese }))
    describe(`in ${language}`, () => {
      it('describes every function, every parameter and every choice', () => {
        for (const { where, words } of wordsOf(metadata)) assert.ok(words?.trim(), where);
      });

      it('gives no two functions and no two parameters of one the same name', () => {
        const names = metadata.functions.map((f) => f.name);
        assert.equal(new Set(names).size, names.length, names.join());
        for (const { id, parameters } of metadata.functions) {
          const called = parameters.map((p) => p.name.toLowerCase());
          assert.equal(new Set(called).size, called.length, `${id}: ${called.join()}`);
        }
      });

      it('has choices only for parameters that exist, and uses every list of choices', () => {
        const used = new Set(
          metadata.functions.flatMap((f) => f.parameters.flatMap((p) => p.customEnumId ?? [])),
        );
        assert.deepEqual([...used].sort(), (metadata.enums ?? []).map((e) => e.id).sort());
      });
    });

  it('is Chinese in every description and tooltip of the Chinese file', () => {
    for (const { where, words } of wordsOf(chinese)) assert.match(words ?? '', /\p{Script=Han}/u, where);
  });

  it('has Chinese names for the choices in the Chinese file, each once', () => {
    for (const { id, values } of chinese.enums ?? []) {
      for (const { name } of values) assert.match(name, /\p{Script=Han}/u, id);
      assert.equal(new Set(values.map(({ name }) => name)).size, values.length, id);
    }
  });

  it('asks for addresses only where the result is a matrix, as Excel gives them to no other function', () => {
    for (const { id, options, result } of english.functions)
      if (options?.requiresParameterAddresses) assert.equal(result.dimensionality, 'matrix', id);
  });

  it('has no Chinese in the English file', () => {
    assert.doesNotMatch(JSON.stringify(english), /\p{Script=Han}/u);
  });

  it('names functions in capitals, with id and name the same', () => {
    for (const { id, name } of english.functions) {
      assert.match(name, /^[A-Z][A-Z0-9.]*$/);
      assert.equal(id, name.replaceAll('.', ''));
    }
  });
});
