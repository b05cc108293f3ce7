import { once } from 'node:events';
import { posix } from 'node:path';
import type { Readable } from 'node:stream';
import type { SourceFile } from '../../code-host-ports.ts';
import { InputError, InternalError } from '../../core/errors.ts';
import { bundleLimits } from '../workload/bundle.ts';
import { git, gitStream } from './git.ts';

interface Entry {
  mode: string;
  object: string;
  /** Bytes. */
  size: number;
  /** Relative to the tree, with `/`. */
  path: string;
}

/**
 * Files of a tree as they were committed: no filter, no line end and no `export-ignore` changes them. A link to a file of the tree
 * stands for a copy of it.
 * @param tree `<commit>` or `<commit>:<folder>`
 * @throws InputError `path-outside`, `repository-submodule`, `workload-too-large`
 */
export async function* filesOfTree(folder: string, tree: string): AsyncIterable<SourceFile> {
  const entries = await list(folder, tree);
  const wanted = await resolveLinks(folder, entries);
  const size = wanted.reduce((sum, { from }) => sum + from.size, 0);
  if (size > bundleLimits.bytes) {
    const sentence = `the workload at ${tree} has ${size} bytes; at most ${bundleLimits.bytes} are allowed: commit code, not data`;
    throw new InputError('workload-too-large', sentence);
  }
  const contents = read(
    folder,
    wanted.map(({ from }) => from.object),
  );
  for (const { path, from } of wanted) {
    const { value, done } = await contents.next();
    if (done) throw new InternalError('git-cut', `git answered less than the files of ${tree}`);
    yield { path, bytes: value, executable: from.mode === '100755' };
  }
}

async function list(folder: string, tree: string): Promise<Entry[]> {
  const { code, stdout, said } = await git(folder, ['ls-tree', '-r', '-z', '-l', '--full-tree', tree]);
  if (code !== 0) throw new InputError('commit-gone', `${folder} has no ${tree}: ${said}`);
  return stdout
    .split('\0')
    .filter((line) => line !== '')
    .map((line) => {
      const [facts = '', path = ''] = splitOnce(line, '\t');
      const [mode = '', , object = '', size = '0'] = facts.split(/ +/);
      return { mode, object, size: Number(size) || 0, path };
    });
}

async function resolveLinks(folder: string, entries: Entry[]): Promise<Array<{ path: string; from: Entry }>> {
  const byPath = new Map(entries.map((entry) => [entry.path, entry]));
  const links = entries.filter(({ mode }) => mode === '120000');
  const targets = read(
    folder,
    links.map(({ object }) => object),
  );
  const files = new Map(entries.map((entry) => [entry.path, entry]));
  for (const link of links) {
    const { value } = await targets.next();
    const target = posix.join(posix.dirname(link.path), Buffer.from(value ?? []).toString());
    const from = byPath.get(target);
    if (from?.mode.startsWith('100')) files.set(link.path, from);
    else
      throw new InputError(
        'path-outside',
        `${link.path} in the workload is a link to no file of the workload; copy it`,
      );
  }
  return [...files].map(([path, from]) => {
    if (from.mode.startsWith('100')) return { path, from };
    throw new InputError(
      'repository-submodule',
      `${path} in the workload is a submodule, which is not fetched; copy it`,
    );
  });
}

/** Contents in the order asked for, of one `git cat-file --batch`. */
async function* read(folder: string, objects: string[]): AsyncGenerator<Uint8Array, undefined> {
  if (objects.length === 0) return undefined;
  const child = gitStream(folder, ['cat-file', '--batch', '--buffer']);
  const ended = once(child, 'close');
  // Whoever stops reading ends git, and what was still to be written has no reader then.
  child.stdin.on('error', () => {});
  child.stdin.end(`${objects.join('\n')}\n`);
  try {
    const from = new Pieces(child.stdout);
    for (const object of objects) {
      const [, type, size] = (await from.line()).split(' ');
      if (type !== 'blob') throw new InternalError('git-object', `git has no file content ${object}: ${type}`);
      yield await from.bytes(Number(size));
      await from.bytes(1);
    }
  } finally {
    child.kill();
    await ended;
  }
  return undefined;
}

/** Takes lines and counted bytes from a stream. */
class Pieces {
  readonly #chunks: AsyncIterator<Buffer>;
  #held: Buffer = Buffer.alloc(0);

  constructor(stream: Readable) {
    this.#chunks = stream[Symbol.asyncIterator]();
  }

  async line(): Promise<string> {
    let end = this.#held.indexOf(0x0a);
    while (end < 0) {
      this.#held = Buffer.concat([this.#held, await this.#more()]);
      end = this.#held.indexOf(0x0a);
    }
    const line = this.#held.toString('utf8', 0, end);
    this.#held = this.#held.subarray(end + 1);
    return line;
  }

  async bytes(count: number): Promise<Uint8Array> {
    const parts = [this.#held];
    let length = this.#held.length;
    while (length < count) {
      const chunk = await this.#more();
      parts.push(chunk);
      length += chunk.length;
    }
    const all = Buffer.concat(parts);
    this.#held = all.subarray(count);
    return new Uint8Array(all.subarray(0, count));
  }

  async #more(): Promise<Buffer> {
    const { value, done } = await this.#chunks.next();
    if (done) throw new InternalError('git-cut', 'git ended before it had answered');
    return value;
  }
}

function splitOnce(text: string, separator: string): [string, string] {
  const at = text.indexOf(separator);
  return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + 1)];
}
