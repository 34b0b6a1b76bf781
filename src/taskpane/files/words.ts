/** Refusals of the service in words that follow the language of the pane. */
import type { Text } from '../../i18n/index.ts';
import { filesTexts as texts } from '../../i18n/files.ts';
import { problemTexts } from '../../i18n/problems.ts';
import type { Message } from '../model/message.ts';
import { json } from '../../client/service.ts';

export interface Refusal {
  readonly title: Message;
  readonly detail: Message;
}

export const refusal = (title: Text, detail: Text): Refusal => ({
  title: { key: title },
  detail: { key: detail },
});

const asText = (words: unknown, otherwise: Text): Text =>
  typeof words === 'string' && words ? { en: words, 'zh-CN': words } : otherwise;

/** A problem by its code; one that is not known here as the service words it. */
export async function refusalIn(reply: Response): Promise<Refusal> {
  const { code, title, detail } = ((await json(reply)) ?? {}) as Record<string, unknown>;
  const known = problemTexts[code as keyof typeof problemTexts];
  if (code === 'QUOTA_EXCEEDED') return refusal(known.title, texts.tooMuchKept);
  if (known) return refusal(known.title, known.detail);
  return refusal(asText(title, texts.notRead), asText(detail, texts.notReadHelp));
}
