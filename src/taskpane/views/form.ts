/** The form: most deals are read from the sheet. */
import { later } from './later.ts';

export const formCard = later(() => import('./form-card.ts').then((part) => part.formCard), {
  source: 'selection',
});
