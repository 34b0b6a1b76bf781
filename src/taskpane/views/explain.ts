/** The Explain view: it is asked after a run. */
import { later } from './later.ts';

export const explainView = later(() => import('./explain-card.ts').then((part) => part.explainView), {
  tab: 'input',
});
