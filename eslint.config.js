import officeAddins from 'eslint-plugin-office-addins';
import tseslint from 'typescript-eslint';

/** Imports point one way: functions | taskpane -> sheet -> document -> engine; server -> document, sheet, charts, engine. */
const mayNotImport = (files, ...folders) => ({
  files,
  rules: {
    'no-restricted-imports': [
      'error',
      {
        patterns: folders.map((folder) => ({
          regex: `^(\\.\\./)+${folder}/`,
          message: `Imports point one way: this folder must not know ${folder}.`,
        })),
      },
    ],
  },
});

export default tseslint.config(
  { ignores: ['dist/', '.cache/', 'temp/', 'node_modules/'] },
  ...tseslint.configs.recommended,
  {
    rules: {
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      'no-console': 'error',
      eqeqeq: ['error', 'always', { null: 'ignore' }],
    },
  },
  {
    files: ['scripts/**', 'bench/**', 'examples/**', 'server/{main,program}.ts', 'server/jobs/worker.ts'],
    rules: { 'no-console': 'off' },
  },
  mayNotImport(
    ['src/engine/**'],
    '(i18n|document|sheet|charts|client|functions|taskpane)',
    'server',
    'preview',
  ),
  mayNotImport(['src/i18n/**'], '(document|charts|client|functions|taskpane)', 'server', 'preview'),
  mayNotImport(['src/document/**'], '(i18n|sheet|charts|client|functions|taskpane)', 'server', 'preview'),
  mayNotImport(['src/sheet/**'], '(client|functions|taskpane)', 'server', 'preview'),
  mayNotImport(['src/charts/**'], '(document|sheet|client|functions|taskpane)', 'server', 'preview'),
  mayNotImport(['src/client/**'], '(sheet|charts|functions|taskpane)', 'server', 'preview'),
  mayNotImport(['src/functions/**'], '(document|taskpane)', 'server', 'preview'),
  mayNotImport(['src/taskpane/**'], 'functions', 'server', 'preview'),
  mayNotImport(['server/**'], 'src/(client|functions|taskpane)', 'preview'),
  mayNotImport(['preview/**'], 'src', 'server'),
  // functions.json is made from this file: the generator knows `any[][]` and nothing finer.
  {
    files: ['src/functions/{returns,market,deals}.ts'],
    rules: { '@typescript-eslint/no-explicit-any': 'off' },
  },
  {
    files: ['src/taskpane/excel/**'],
    plugins: { 'office-addins': officeAddins },
    languageOptions: { parser: tseslint.parser },
    rules: {
      'office-addins/call-sync-before-read': 'error',
      'office-addins/load-object-before-read': 'error',
      'office-addins/no-context-sync-in-loop': 'off',
    },
  },
);
