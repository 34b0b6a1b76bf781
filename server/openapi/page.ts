import type { Locale } from '../../src/engine/index.ts';
import { apiHeaderTexts, apiPageTexts } from '../../src/i18n/api.ts';
import { problemTexts } from '../../src/i18n/problems.ts';
import { Problem } from '../problem.ts';
import type { Operation } from './operation.ts';
import { operations } from './operations.ts';
import { jsonSchemas } from './schemas.ts';

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const escaped = (text: string): string => text.replace(/[&<>"]/g, (character) => ESCAPES[character]!);

const STYLE = `
body { font: 15px/1.5 system-ui, "PingFang SC", "Microsoft YaHei", sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; color: #1b1f24; }
h2 { font-size: 1rem; margin: 2rem 0 .25rem; } code, pre { font-family: ui-monospace, Consolas, monospace; font-size: .85rem; }
pre { background: #f5f6f8; padding: .75rem; overflow: auto; max-height: 30rem; } .method { text-transform: uppercase; color: #0b5c4a; }
dl { display: grid; grid-template-columns: 7rem 1fr; gap: .15rem 1rem; margin: .25rem 0; } dt { color: #57606a; } dd { margin: 0; }
@media (prefers-color-scheme: dark) { body { background: #14171a; color: #e6e8ea; } pre { background: #1f2428; } .method { color: #6fd3b7; } dt { color: #9aa4ad; } a { color: #8cc4ff; } }`;

/** The API as a page to read: no script, nothing from elsewhere. */
export function docsPage(locale: Locale): string {
  const say = (key: keyof typeof apiPageTexts): string => escaped(apiPageTexts[key][locale]);
  const schemas = Object.entries(jsonSchemas()).map(
    ([name, schema]) =>
      `<details id="${name}"><summary><code>${name}</code></summary><pre>${escaped(JSON.stringify(schema, null, 2))}</pre></details>`,
  );
  const headers = Object.entries(apiHeaderTexts).map(
    ([name, text]) => `<dt><code>${name}</code></dt><dd>${escaped(text[locale])}</dd>`,
  );
  return `<!doctype html>
<html lang="${locale}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${say('title')}</title><style>${STYLE}</style></head><body>
<h1>${say('title')}</h1><p>${say('introduction')} <a href="openapi.json">openapi.json</a></p>
${operations.map((operation) => section(operation, locale, say)).join('\n')}
<h2>${say('headers')}</h2>
<dl>${headers.join('')}</dl>
<h2>${say('schemas')}</h2>
${schemas.join('\n')}
</body></html>`;
}

function section(
  { method, path, summary, asks, orTicket, request, form, query, answers, refuses }: Operation,
  locale: Locale,
  say: (key: keyof typeof apiPageTexts) => string,
): string {
  const link = (name: string): string => `<a href="#${name}"><code>${name}</code></a>`;
  const rows: [string, string][] = [
    ...(request ? [[say('request'), link(request)] as [string, string]] : []),
    ...(form ? [[say('request'), 'multipart/form-data: file'] as [string, string]] : []),
    ...(query
      ? [
          [
            say('query'),
            escaped(
              Object.entries(query)
                .map(([k, v]) => `${k}=${v}`)
                .join(', '),
            ),
          ] as [string, string],
        ]
      : []),
    ...Object.entries(answers).map(([status, answer]): [string, string] => [
      say('answer'),
      `${status} ${answer === null ? '' : 'schema' in answer ? link(answer.schema) : escaped(answer.type)}`,
    ]),
    [
      say('refusals'),
      refuses
        .map(
          (code) =>
            `<abbr title="${escaped(problemTexts[code].title[locale])}">${new Problem(code).status} ${code}</abbr>`,
        )
        .join(', '),
    ],
  ];
  return `<h2><code><span class="method">${method}</span> ${escaped(path)}</code></h2>
<p>${escaped(summary[locale])} (${say(asks)}${orTicket ? `${locale === 'en' ? ' ' : ''}${say('ticket')}` : ''})</p>
<dl>${rows.map(([term, text]) => `<dt>${term}</dt><dd>${text}</dd>`).join('')}</dl>`;
}
