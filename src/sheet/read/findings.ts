/** Questions, faults and notes of one reading, gathered as it goes; an answered question is not asked. */
import { readingText, type ReadingParams, type ReadingText } from '../../i18n/reading.ts';
import type { Cell, Choice, Fault, FaultCode, Note, NoteCode, Question, QuestionCode } from './model.ts';

type Place = Pick<Cell, 'address'>;

export class Findings {
  readonly questions: Question[] = [];
  readonly faults: Fault[] = [];
  readonly notes: Note[] = [];
  constructor(
    readonly sheet: string,
    /** Choices by the ids of their questions. */
    readonly given: Readonly<Record<string, string>> = {},
  ) {}

  add({ questions, faults, notes }: Findings): void {
    this.questions.push(...questions.filter((q) => !this.questions.some((own) => own.id === q.id)));
    this.faults.push(...faults);
    this.notes.push(...notes);
  }

  /** The answer if one of the choices was given; else the question is noted. */
  ask(
    code: QuestionCode,
    at: Place,
    params: ReadingParams,
    choices: readonly Choice[],
    likely?: string,
    sheet?: string,
    text: ReadingText = code,
  ): string | undefined {
    return this.askAt(
      code,
      this.placed(at.address, sheet),
      { cell: at.address, ...params },
      choices,
      likely,
      text,
    );
  }

  askAt(
    code: QuestionCode,
    range: string,
    params: ReadingParams,
    choices: readonly Choice[],
    likely?: string,
    text: ReadingText = code,
  ): string | undefined {
    const id = `${code}@${range}`;
    const answer = this.given[id];
    if (answer !== undefined && choices.some((c) => c.id === answer)) return answer;
    if (!this.questions.some((q) => q.id === id))
      this.questions.push({
        id,
        code,
        range,
        message: readingText(text, { range, ...params }),
        choices,
        ...(likely === undefined ? {} : { likely }),
      });
    return undefined;
  }

  fault(
    code: FaultCode,
    at: Place,
    params: ReadingParams = {},
    sheet = this.sheet,
    text: ReadingText = code,
  ): void {
    if (this.faults.some((f) => f.cell === at.address && f.sheet === sheet)) return;
    this.faults.push({
      code,
      sheet,
      cell: at.address,
      message: readingText(text, { cell: at.address, ...params }),
    });
  }

  note(
    code: NoteCode,
    at: Place,
    params: ReadingParams = {},
    severity: Note['severity'] = 'info',
    sheet = this.sheet,
    text: ReadingText = code as ReadingText,
  ): void {
    this.notes.push({
      code,
      sheet,
      range: at.address,
      severity,
      message: readingText(text, { cell: at.address, range: at.address, ...params }),
    });
  }

  /** Addresses of another sheet are told with its name. */
  private placed(address: string, sheet = this.sheet): string {
    return sheet === this.sheet ? address : `${sheet}!${address}`;
  }
}
