/** Names a row of `cash_flows` among the others: its year or ISO date, then the pot or deal it comes from. */
export const rowName = (when: unknown, pot?: unknown, deal?: unknown): string =>
  [when, pot, deal].filter((part) => part !== undefined).join(' ');
