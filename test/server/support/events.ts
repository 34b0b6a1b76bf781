import { setTimeout as pause } from 'node:timers/promises';

/** A server-sent event. */
export interface Told {
  readonly event: string;
  // Answers are looked into by many tests, each of which says what it expects.
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  readonly data: any;
}

export interface Following {
  /** Those that have come. */
  readonly told: readonly Told[];
  readonly headers: Headers;
  readonly status: number;
  /** Comments that have come. */
  readonly beats: () => number;
  /** Resolves when the stream has ended, however. */
  readonly ended: Promise<void>;
  leave(): void;
}

/**
 * Follows one stream of a job's events.
 * @param url of the service
 */
export async function follow(
  url: string,
  token: string,
  job: string,
  headers: Readonly<Record<string, string>> = {},
): Promise<Following> {
  const control = new AbortController();
  const response = await fetch(`${url}/api/v1/jobs/${job}/events`, {
    headers: { Authorization: `Bearer ${token}`, ...headers },
    signal: control.signal,
  });
  const told: Told[] = [];
  let beats = 0;
  const read = async (): Promise<void> => {
    let text = '';
    for await (const chunk of response.body!.pipeThrough(new TextDecoderStream())) {
      text += chunk;
      const blocks = text.split('\n\n');
      text = blocks.pop()!;
      for (const block of blocks) {
        const found = /^event: (\w+)\ndata: (.*)$/.exec(block);
        if (found) told.push({ event: found[1]!, data: JSON.parse(found[2]!) });
        else beats += 1;
      }
    }
  };
  return {
    told,
    headers: response.headers,
    status: response.status,
    beats: () => beats,
    ended: read().catch(() => undefined),
    leave: () => control.abort(),
  };
}

/**
 * Follows a job to its end as clients do: again where no instance answered, one is told to come again, or a stream was cut.
 * @returns what the last stream told
 */
export async function followToEnd(url: string, token: string, job: string): Promise<readonly Told[]> {
  for (;;) {
    const stream = await follow(url, token, job).catch(() => undefined);
    await stream?.ended;
    if (stream?.told.some(({ event }) => event === 'end')) return stream.told;
    if (stream && ![200, 502, 503].includes(stream.status))
      throw new Error(`a job that was promised is answered with ${stream.status}`);
    await pause(100);
  }
}
