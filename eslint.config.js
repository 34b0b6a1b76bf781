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
  // A function fits a screen, a file holds one idea.
  {
    files: ['src/**/*.ts', 'server/**/*.ts', 'preview/**/*.ts', 'scripts/**', 'bench/**'],
    rules: { 'max-lines-per-function': ['error', { max: 80, skipBlankLines: true, skipComments: true }] },
  },
  { rules: { 'max-lines': ['error', 300] } },
  // Still longer: factories of closures over one run's state, and the map of two levers.
  {
    files: [
      'src/engine/batch/{batch,clawback}.ts',
      'src/engine/distribution/{ledger,payments,pot-turns,program,trace}.ts',
      'src/engine/distribution/tiers/{catch-up,hurdle,preferred-return}.ts',
      'src/engine/simulation/{scenarios,tally}.ts',
      'src/taskpane/questions/sensitivity.ts',
    ],
    rules: { 'max-lines-per-function': 'off' },
  },
  // The generator of functions.json reads one file.
  { files: ['src/functions/deals.ts'], rules: { 'max-lines': 'off' } },
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
