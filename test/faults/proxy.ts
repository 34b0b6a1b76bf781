import { once } from 'node:events';
import net, { type AddressInfo } from 'node:net';

/** A wire in front of a server that can be made slow. */
export interface Wire {
  readonly port: number;
  /** From now on every answer takes this much longer, in ms. */
  delay(ms: number): void;
  close(): void;
}

export async function startWire(target: number): Promise<Wire> {
  let delay = 0;
  const sockets = new Set<net.Socket>();
  const server = net.createServer((near) => {
    const far = net.connect(target, '127.0.0.1');
    for (const socket of [near, far]) {
      sockets.add(socket);
      socket.on('error', () => undefined);
      socket.on('close', () => {
        near.destroy();
        far.destroy();
        sockets.delete(socket);
      });
    }
    near.on('data', (data) => void far.write(data));
    far.on('data', (data) => {
      if (delay === 0) near.write(data);
      else setTimeout(() => near.write(data), delay);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    delay: (ms) => void (delay = ms),
    close: () => {
      server.close();
      for (const socket of sockets) socket.destroy();
    },
  };
}
