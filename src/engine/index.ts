/** The only door of the engine. */
export type * from './definition.ts';
export type * from './result.ts';
export type { Issue, IssueCode, Parsed } from './issue.ts';
export { InvariantError } from './issue.ts';
