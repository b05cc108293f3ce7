import type { Encoding } from '../../core/data-format.ts';
import { InputError } from '../../core/errors.ts';

/** Text of any encoding as UTF-8. UTF-16 without a byte order mark is little endian. @throws InputError `data-encoding` */
export async function* decoded(
  chunks: AsyncIterable<Buffer>,
  encoding: Encoding,
  name: string,
): AsyncGenerator<Buffer> {
  if (encoding === 'utf-8') return yield* chunks;
  let decoder: { decode(bytes?: Buffer, options?: { stream: boolean }): string } | undefined;
  let position = 0;
  for await (const chunk of chunks) {
    decoder ??= decoderOf(encoding, chunk);
    try {
      yield Buffer.from(decoder.decode(chunk, { stream: true }));
    } catch {
      throw broken(name, encoding, `between bytes ${position} and ${position + chunk.length}`);
    }
    position += chunk.length;
  }
  try {
    yield Buffer.from(decoder?.decode() ?? '');
  } catch {
    throw broken(name, encoding, 'at its end');
  }
}

function decoderOf(encoding: Encoding, first: Buffer) {
  // The platform's "latin1" is Windows-1252, which tells 0x80 to 0x9f apart.
  if (encoding === 'latin-1') return { decode: (bytes?: Buffer) => bytes?.toString('latin1') ?? '' };
  const bigEndian = first[0] === 0xfe && first[1] === 0xff;
  return new TextDecoder(encoding === 'utf-16' ? (bigEndian ? 'utf-16be' : 'utf-16le') : encoding, { fatal: true });
}

function broken(name: string, encoding: Encoding, place: string): InputError {
  return new InputError('data-encoding', `${name}: not ${encoding}: a character ${place} is broken`);
}
