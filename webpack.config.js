import { createRequire } from 'node:module';
import path from 'node:path';
import CopyPlugin from 'copy-webpack-plugin';
import CustomFunctionsMetadataPlugin from 'custom-functions-metadata-plugin';
import { EsbuildPlugin } from 'esbuild-loader';
import HtmlPlugin from 'html-webpack-plugin';
import MiniCssExtractPlugin from 'mini-css-extract-plugin';
import { tsImport } from 'tsx/esm/api';
import webpack from 'webpack';
import { chartFont } from './scripts/chart-font.mjs';
import { sourcesDigest } from './scripts/sources.mjs';

const require = createRequire(import.meta.url);
const root = import.meta.dirname;
const out = path.join(root, 'dist/public');
const { version } = require('./package.json');

const OFFICE_JS = {
  cdn: 'https://appsforoffice.microsoft.com/lib/1/hosted/office.js',
  china: 'https://appsforoffice.cdn.partner.office365.cn/appsforoffice/lib/1/hosted/office.js',
  self: '/office-js/office.js',
};
const officeJs = process.env.OFFICE_JS ?? 'cdn';
if (!(officeJs in OFFICE_JS))
  throw new Error(`OFFICE_JS must be one of ${Object.keys(OFFICE_JS).join(', ')}, not ${officeJs}`);

const common = (mode) => ({
  mode,
  devtool: mode === 'development' ? 'source-map' : false,
  resolve: { extensions: ['.ts', '.tsx', '.js'] },
  module: {
    rules: [
      { test: /\.tsx?$/, loader: 'esbuild-loader', options: { target: 'es2022' } },
      { test: /\.css$/, use: [MiniCssExtractPlugin.loader, 'css-loader'] },
    ],
  },
  cache: {
    type: 'filesystem',
    cacheDirectory: path.join(root, '.cache/webpack'),
    buildDependencies: { config: [import.meta.filename] },
  },
  // Chinese as it is, not as escapes: 3 bytes a character instead of 6. The pages say that they are UTF-8.
  optimization: { minimizer: [new EsbuildPlugin({ target: 'es2022', css: true, charset: 'utf8' })] },
  stats: 'errors-warnings',
  performance: { hints: false },
  plugins: [
    new webpack.DefinePlugin({
      VERSION: JSON.stringify(version),
      SOURCES: JSON.stringify(sourcesDigest(root)),
      OFFICE_JS: JSON.stringify(officeJs),
    }),
    new MiniCssExtractPlugin(),
  ],
});

/** One template, two pages: Excel's with Microsoft's Office.js, the preview's with our host's. */
const panePage = (filename, officeJs) =>
  new HtmlPlugin({
    filename,
    template: 'src/taskpane/taskpane.html',
    chunks: ['functions', 'taskpane'],
    chunksSortMode: 'manual',
    publicPath: '/',
    templateParameters: { officeJs },
  });

/** The pages of the help, made of its texts and the product's own tables. */
const helpPages = {
  apply(compiler) {
    const made = tsImport('./scripts/help/pages.ts', import.meta.url).then((help) => help.helpPages());
    compiler.hooks.thisCompilation.tap('help', (compilation) =>
      compilation.hooks.processAssets.tapPromise('help', async () => {
        for (const [name, page] of await made)
          compilation.emitAsset(`help/${name}`, new webpack.sources.RawSource(page));
      }),
    );
  },
};

const addin = (mode) => {
  const config = common(mode);
  return {
    ...config,
    name: 'addin',
    // A module from the cache is not run through what registers the functions with Excel.
    cache: false,
    // The shared runtime loads both on one page: what the pane shares with the functions lives in functions.js, and of what
    // the functions load on first use that which the pane needs at once.
    entry: {
      functions: ['./src/functions/functions.ts', './src/engine/presets/terms.ts', './src/i18n/tiers.ts'],
      taskpane: { import: './src/taskpane/taskpane.ts', dependOn: 'functions' },
    },
    output: { path: out, filename: '[name].js', clean: false },
    plugins: [
      ...config.plugins,
      new CustomFunctionsMetadataPlugin({
        input: ['returns', 'market', 'deals'].map((name) => `./src/functions/${name}.ts`),
        output: 'functions.json',
      }),
      panePage('taskpane.html', OFFICE_JS[officeJs]),
      panePage('preview/taskpane.html', '/preview/office.js'),
      helpPages,
      new CopyPlugin({
        patterns: [
          { from: 'assets', to: 'assets' },
          { from: 'manifest.xml', to: 'manifest.xml' },
          { from: 'src/help/*.{css,js}', to: 'help/[name][ext]' },
          { from: 'src/help/images', to: 'help/images' },
          { from: 'src/functions/functions.zh-CN.json', to: 'functions.zh-CN.json' },
          ...(officeJs === 'self'
            ? [{ from: 'node_modules/@microsoft/office-js/dist', to: 'office-js' }]
            : []),
        ],
      }),
    ],
  };
};

const preview = (mode) => {
  const config = common(mode);
  return {
    ...config,
    name: 'preview',
    entry: { preview: './preview/preview.ts', office: './preview/office.ts' },
    output: {
      path: path.join(out, 'preview'),
      filename: '[name].js',
      chunkFilename: 'chunk-[contenthash:8].js',
      publicPath: '/preview/',
      // The add-in's build puts its pane's page here.
      clean: { keep: 'taskpane.html' },
    },
    // The package says its modules have no effects by themselves; a style sheet has nothing else.
    module: { rules: [...config.module.rules, { test: /\.css$/, sideEffects: true }] },
    plugins: [
      ...config.plugins,
      new HtmlPlugin({ filename: '../index.html', template: 'preview/preview.html', chunks: ['preview'] }),
    ],
  };
};

/** The letters of charts, beside the programs that draw them. */
const letters = {
  apply: (compiler) =>
    compiler.hooks.thisCompilation.tap('letters', (compilation) =>
      compilation.hooks.processAssets.tapPromise('letters', async () =>
        compilation.emitAsset('charts.ttf', new webpack.sources.RawSource(await chartFont())),
      ),
    ),
};

const server = (mode) => ({
  ...common(mode),
  plugins: [...common(mode).plugins, letters],
  // Where a built file lies is known when it runs.
  module: { ...common(mode).module, parser: { javascript: { importMeta: false, createRequire: false } } },
  name: 'server',
  target: 'node20',
  entry: {
    server: './server/main.ts',
    reader: './server/workbook/import/child.ts',
    thread: './server/threads/thread.ts',
    worker: './server/jobs/worker.ts',
    doctor: './server/doctor/main.ts',
  },
  experiments: { outputModule: true },
  externalsType: 'module',
  // Zod is many small files, which each thread would look for anew before its first task.
  externals: [
    ({ request }, done) => (/^[./]|^[A-Z]:|^zod(\/|$)/i.test(request) ? done() : done(null, request)),
  ],
  output: { path: path.join(root, 'dist'), filename: '[name].js', module: true, chunkFormat: 'module' },
  optimization: { minimize: false },
});

export default (_env, { mode = 'production' } = {}) => [addin(mode), preview(mode), server(mode)];
