/** The answer to GET /sessions/current/export. */
export interface Holdings {
  readonly session: { readonly created_at: string; readonly last_accessed: string };
  readonly values: Readonly<Record<string, unknown>>;
}
