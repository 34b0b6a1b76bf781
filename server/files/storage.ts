import type { Buffer } from 'node:buffer';

/** Where sealed bytes are stored. Names are ids made by the service: a user's file name never reaches the disk. */
export interface Storage {
  readonly kind: 'disk' | 'redis';
  /**
   * Puts bytes under an id, whole or not at all.
   * @throws NoRoom when there is no room for them; StoreUnavailable when they cannot be written at all
   */
  put(place: Place, session: string, id: string, bytes: Buffer, ttl: number): Promise<void>;
  get(place: Place, session: string, id: string): Promise<Buffer | undefined>;
  drop(place: Place, session: string, id: string): Promise<void>;
  /** Erases all of a session, in every place. */
  dropSession(session: string): Promise<void>;
  /** Why nothing can be put here now, as the system names it; undefined where it can. */
  fault(): Promise<string | undefined>;
}

/** What its owner sees as files. */
export type Area = 'uploads' | 'exports';
export const PLACES = ['uploads', 'exports', 'cache/parsed', 'cache/generated'] as const;
export type Place = (typeof PLACES)[number];

/** The disk is full: the caller's bytes were not kept. */
export class NoRoom extends Error {
  override readonly name = 'NoRoom';
}
