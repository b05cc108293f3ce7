import { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { Parser } from 'tar/parse';
import type { ReadEntry } from 'tar/read-entry';
import type { SourceFile } from '../../code-host-ports.ts';
import { InputError, InternalError, messageOf } from '../../core/errors.ts';
import { followLink } from './follow-link.ts';

/** A repository that unpacks to more than this is none, but something that wants our memory and time. */
const largestBytes = 1024 * 1024 * 1024;

/**
 * Files of one folder of a gzipped tarball that GitHub made of a commit: its one top folder is taken off. A link to a file of the
 * folder stands for a copy of it. Streams: nothing but the folder's own files is held.
 * @param folder without slashes at its ends; empty for the root
 * @throws InputError `repository-too-large`, `path-outside` · InternalError `github-bad-answer` where it is no tarball
 */
export async function* untar(
  tarball: ReadableStream<Uint8Array>,
  folder: string,
): AsyncGenerator<SourceFile, void, undefined> {
  const found = new Map<string, SourceFile>();
  const links = new Map<string, string>();
  const ready: SourceFile[] = [];
  const faults: unknown[] = [];
  const parser = new Parser({ strict: true });
  parser.on('warn', (_code, message) => faults.push(message));
  parser.on('error', (error) => faults.push(error));
  parser.on('entry', (entry) => {
    const path = pathWithin(entry.path, folder);
    if (path !== undefined && entry.type === 'SymbolicLink') links.set(path, String(entry.linkpath));
    if (path === undefined || !/^(Old|Contiguous)?File$/.test(entry.type)) return entry.resume();
    return collect(entry, (bytes) => {
      const file = { path, bytes, executable: ((entry.mode ?? 0) & 0o100) !== 0 };
      found.set(path, file);
      ready.push(file);
    });
  });
  for await (const chunk of unzipped(tarball)) {
    parser.write(chunk);
    if (faults.length > 0) throw notATarball(faults[0]);
    yield* ready.splice(0);
  }
  parser.end();
  if (faults.length > 0) throw notATarball(faults[0]);
  yield* ready;
  for (const path of links.keys()) yield followLink(path, links, found);
}

function pathWithin(path: string, folder: string): string | undefined {
  const inRepository = path.slice(path.indexOf('/') + 1);
  if (folder === '') return inRepository || undefined;
  return inRepository.startsWith(`${folder}/`) ? inRepository.slice(folder.length + 1) || undefined : undefined;
}

function collect(entry: ReadEntry, done: (bytes: Uint8Array) => void): void {
  const chunks: Buffer[] = [];
  entry.on('data', (chunk) => chunks.push(chunk));
  entry.on('end', () => done(Buffer.concat(chunks)));
}

async function* unzipped(tarball: ReadableStream<Uint8Array>): AsyncGenerator<Buffer, void, undefined> {
  let bytes = 0;
  const source = Readable.fromWeb(tarball as Parameters<typeof Readable.fromWeb>[0]);
  const gunzip = createGunzip();
  source.on('error', (error) => gunzip.destroy(error)).pipe(gunzip);
  try {
    for await (const chunk of gunzip) {
      bytes += chunk.length;
      if (bytes > largestBytes)
        throw new InputError('repository-too-large', `The repository unpacks to more than ${largestBytes} bytes.`);
      yield chunk;
    }
  } catch (thrown) {
    if (thrown instanceof InputError) throw thrown;
    throw notATarball(thrown);
  } finally {
    source.destroy();
  }
}

function notATarball(fault: unknown): InternalError {
  return new InternalError('github-bad-answer', `GitHub's tarball cannot be unpacked: ${messageOf(fault)}.`);
}
