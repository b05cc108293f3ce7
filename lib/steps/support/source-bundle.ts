import { type ZipAttributes, zipSync } from 'fflate';
import type { SourceFile } from '../../code-host-ports.ts';
import { InputError } from '../../core/errors.ts';
import { ignoresOf } from '../../core/ignore.ts';
import { compareKeys, isKeySegment } from '../../core/object-key.ts';
import { sha256 } from '../../core/sha256.ts';

export interface SealedSource {
  /** SHA-256 of the zip: the identity of the source where there is no image. */
  digest: string;
  zip: Uint8Array;
  /** Paths in the zip, with `/`, sorted. */
  files: string[];
}

export interface SourceLimits {
  bytes: number;
  files: number;
}

/** The oldest time a zip can hold, in local time as the format has it. */
const fixedTime = new Date(1980, 0, 1);

/**
 * Packs the files of a workload: equal contents give equal bytes on every machine, from a folder or from a code host.
 * Files are stored, not compressed, so that the digest does not hang on a compressor's version; a file is executable if
 * it begins with `#!`, whatever its mode. What the workload's own `.gitignore` names is left out.
 * @param named the workload as the user knows it, for sentences
 * @throws InputError `path-outside`, `workload-too-large`, `workload-empty`
 */
export async function sealSource(
  files: AsyncIterable<SourceFile> | Iterable<SourceFile>,
  named: string,
  limits: SourceLimits,
): Promise<SealedSource> {
  const contents = await gather(files, named, limits);
  const ignored = ignoredBy(contents.get('.gitignore'));
  const kept = [...contents].filter(([path]) => !ignored(path)).sort(([a], [b]) => compareKeys(a, b));
  if (kept.length === 0) throw new InputError('workload-empty', `The workload ${named} holds no file.`);
  const zip = zipSync(Object.fromEntries(kept.map(([path, bytes]) => [path, entryOf(bytes)])), {
    level: 0,
    mtime: fixedTime,
  });
  return { digest: sha256(zip), zip, files: kept.map(([path]) => path) };
}

/** A file that names its interpreter is one to be run. */
export function isScript(bytes: Uint8Array): boolean {
  return bytes[0] === 0x23 && bytes[1] === 0x21;
}

export function tooLarge(named: string, path: string, { bytes, files }: SourceLimits): InputError {
  const limit = `${bytes / 1024 / 1024} MB or ${files.toLocaleString('en')} files`;
  return new InputError(
    'workload-too-large',
    `The workload ${named} has more than ${limit}, with ${path}; ignore what is no code.`,
  );
}

async function gather(
  files: AsyncIterable<SourceFile> | Iterable<SourceFile>,
  named: string,
  limits: SourceLimits,
): Promise<Map<string, Uint8Array>> {
  const contents = new Map<string, Uint8Array>();
  let size = 0;
  for await (const { path, bytes } of files) {
    assertPath(path, named);
    size += bytes.byteLength;
    if (size > limits.bytes || contents.size >= limits.files) throw tooLarge(named, path, limits);
    contents.set(path, bytes);
  }
  return contents;
}

/** What a code host answers is not ours: a path that leaves the folder would be written outside of it later. */
function assertPath(path: string, named: string): void {
  if (path.split('/').every((part) => isKeySegment(part) && part !== '__proto__') && !path.includes('\0')) return;
  throw new InputError(
    'path-outside',
    `The workload ${named} has a file ${JSON.stringify(path.slice(0, 200))}; a path is relative, without empty, "." or ".." parts.`,
  );
}

/** A file is left out with any folder that it is in. */
function ignoredBy(gitignore: Uint8Array | undefined): (path: string) => boolean {
  const ignores = ignoresOf(gitignore ? new TextDecoder().decode(gitignore) : '');
  return (path) => {
    const parts = path.split('/');
    return parts.some((_, index) => ignores(parts.slice(0, index + 1).join('/'), index < parts.length - 1));
  };
}

function entryOf(bytes: Uint8Array): [Uint8Array, ZipAttributes] {
  const mode = isScript(bytes) ? 0o100755 : 0o100644;
  return [bytes, { os: 3, attrs: (mode << 16) >>> 0 }];
}
