/** What the program was built from, as a digest; undefined where it runs as it is written. */
declare const SOURCES: string | undefined;

/**
 * Part of every hash of what is computed or read: builds that compute otherwise may share a Redis, and have one version until a
 * release raises it.
 */
export const BUILD: string = typeof SOURCES === 'string' ? SOURCES : 'development';
