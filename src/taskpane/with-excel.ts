/** Work with Excel whose refusals are told in words. */
import type { Message } from './model/message.ts';
import type { Desk } from './service-watch.ts';

/** Does something with Excel, at a place; a refusal is told and gives null. */
export type WithExcel = <T>(where: string, work: () => Promise<T>) => Promise<T | null>;

/** What Excel's refusal means, in words that are fetched. */
export const troubleOf = (error: unknown, where: string): Promise<Message> =>
  import('./lazy.ts').then(
    (part) => part.troubleOf(error, where),
    () => ({ key: 'partMissing' }),
  );

export const excelFor =
  (desk: Desk): WithExcel =>
  async (where, work) => {
    try {
      return await work();
    } catch (error) {
      desk.tell({ ...(await troubleOf(error, where)), tone: 'danger' });
      return null;
    }
  };
