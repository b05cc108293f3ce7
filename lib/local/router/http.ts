import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { InputError } from '../../core/errors.ts';

/**
 * Reads a whole body of at most `limitBytes`.
 * @throws InputError `body-too-large`; any other error means that the other side went away.
 */
export async function readBody(message: IncomingMessage, limitBytes: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  const tooLarge = () => new InputError('body-too-large', `The body has more than the allowed ${limitBytes} bytes.`);
  if (Number(message.headers['content-length'] ?? 0) > limitBytes) throw tooLarge();
  // The stream is not destroyed on a throw: its connection still has to carry the refusal.
  for await (const chunk of message.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > limitBytes) throw tooLarge();
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

export function sendJson(response: ServerResponse, status: number, value: unknown): void {
  const body = JSON.stringify(value);
  response.writeHead(status, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) });
  response.end(body);
}

/** Listens on loopback only, on the wished port where it is free, else on any. */
export async function listen(server: Server, wished: number | null): Promise<number> {
  try {
    return await listenOn(server, wished ?? 0);
  } catch (thrown) {
    if (wished === null || (thrown as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw thrown;
    return await listenOn(server, 0);
  }
}

function listenOn(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ host: '127.0.0.1', port, exclusive: true }, () => {
      server.off('error', reject);
      const address = server.address();
      resolve(typeof address === 'object' && address ? address.port : 0);
    });
  });
}

/** Stops listening; what is in flight may end within `graceMs`. */
export async function closeServer(server: Server, graceMs: number): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  server.closeIdleConnections();
  const timer = setTimeout(() => server.closeAllConnections(), graceMs);
  await closed;
  clearTimeout(timer);
}
