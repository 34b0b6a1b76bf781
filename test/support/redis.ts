import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync } from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import { endingWithUs, temporaryFolder } from './at-exit.ts';
import { until } from './until.ts';

/** A Redis of the tests' own: on loopback, nothing on disk, ended by its own process id. */
export interface RedisServer {
  readonly url: string;
  readonly port: number;
  /** Ends the process as a crash would; everything in it is lost. */
  kill(): Promise<void>;
  /** Starts an empty one on the same port. */
  restart(): Promise<void>;
  /** Stops it from answering while its connections stay open. */
  freeze(): void;
  thaw(): void;
}

/** How long the store of a test waits for its Redis, ms: on a busy machine that may get no processor for a while. */
export const PATIENCE = 5000;
/** The same where the test freezes it. */
export const SOON = 1000;

const folder = temporaryFolder('redis');
let started = 0;

/** @param more options of redis-server, as on its command line. */
export async function startRedis(more: readonly string[] = []): Promise<RedisServer> {
  const first = await launchSomewhere(more);
  const { port } = first;
  let { child } = first;
  const kill = async (): Promise<void> => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, 'exit');
    child.kill('SIGKILL');
    await gone;
  };
  return {
    url: `redis://127.0.0.1:${port}`,
    port,
    kill,
    restart: async () => {
      await kill();
      child = await launch(port, more);
    },
    freeze: () => void child.kill('SIGSTOP'),
    thaw: () => void child.kill('SIGCONT'),
  };
}

const ATTEMPTS = 5;

/** A port that was free may have been taken by then, as may the one on which nodes of a cluster talk. */
async function launchSomewhere(more: readonly string[]): Promise<{ port: number; child: ChildProcess }> {
  for (let attempt = 1; ; attempt++) {
    const port = await freePort();
    try {
      return { port, child: await launch(port, more) };
    } catch (error) {
      if (!(error instanceof Ended) || attempt === ATTEMPTS) throw error;
    }
  }
}

/** redis-server did not stay. */
class Ended extends Error {}

async function launch(port: number, more: readonly string[]): Promise<ChildProcess> {
  // A replica writes what it is sent as a dump, and whoever starts beside it reads that.
  const own = path.join(folder, String((started += 1)));
  mkdirSync(own);
  const options = [
    '--port',
    String(port),
    '--bind',
    '127.0.0.1',
    '--save',
    '',
    '--appendonly',
    'no',
    '--dir',
    own,
    ...more,
  ];
  const child = spawn('redis-server', options, { stdio: 'ignore' });
  endingWithUs(child);
  await until('redis-server answers', async () => {
    if (child.exitCode !== null) throw new Ended(`redis-server ended with ${child.exitCode}`);
    return answers(port, child.pid!);
  });
  return child;
}

/** Nodes of a cluster talk to each other on the port 10,000 above their own. */
const HIGHEST = 65_535 - 10_000;

export async function freePort(): Promise<number> {
  const server = net.createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as net.AddressInfo;
  server.close();
  await once(server, 'close');
  return port <= HIGHEST ? port : freePort();
}

/** Whether it is this process that answers there: a port that was free may be somebody else's by now. */
const answers = (port: number, pid: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = net.connect(port, '127.0.0.1', () => socket.write('INFO server\r\n'));
    const settle = (answer: boolean): void => {
      socket.destroy();
      resolve(answer);
    };
    socket.on('data', (data) => settle(data.toString().includes(`process_id:${pid}\r`)));
    socket.on('error', () => settle(false));
  });
