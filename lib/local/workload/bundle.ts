import { readdir, readFile, realpath, stat } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { type ZipAttributes, zipSync } from 'fflate';
import { InputError } from '../../core/errors.ts';
import { sha256 } from '../../core/sha256.ts';
import { type Ignores, ignoresOf } from './ignore.ts';

export interface Bundle {
  /** SHA-256 of the zip: the identity of the source where there is no image. */
  digest: string;
  zip: Uint8Array;
  /** Paths in the zip, with `/`, sorted. */
  files: string[];
}

/** As Lambda's limit for an unpacked deployment package: a workload is code, not data. */
export const bundleLimitBytes = 250 * 1024 * 1024;

/** The oldest time a zip can hold, in local time as the format has it. */
const fixedTime = new Date(1980, 0, 1);

/**
 * Packs a workload folder: equal contents give equal bytes on every machine. Files are stored, not compressed, so that
 * the digest does not hang on a compressor's version; a file is executable if it begins with `#!`, whatever its mode.
 * @throws InputError `path-outside`, `workload-too-large`, `workload-empty`, `workload-missing`
 */
export async function bundleWorkload(folder: string): Promise<Bundle> {
  const root = await realpath(folder).catch((thrown) => {
    throw new InputError('workload-missing', `The workload folder ${folder} does not exist.`, { cause: thrown });
  });
  const gitignore = await readFile(join(root, '.gitignore'), 'utf8').catch(() => '');
  const paths = await walk(root, '', ignoresOf(gitignore));
  if (paths.length === 0) throw new InputError('workload-empty', `The workload folder ${folder} holds no file.`);
  const files = paths
    .map((path) => path.split(sep).join('/'))
    .sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
  const entries = await readAll(root, files);
  const zip = zipSync(entries, { level: 0, mtime: fixedTime });
  return { digest: sha256(zip), zip, files };
}

async function readAll(root: string, files: string[]): Promise<Record<string, [Uint8Array, ZipAttributes]>> {
  const entries: Array<[string, [Uint8Array, ZipAttributes]]> = [];
  let size = 0;
  for (const file of files) {
    const path = join(root, file);
    size += (await stat(path)).size;
    if (size > bundleLimitBytes) {
      const limit = `${bundleLimitBytes / 1024 / 1024} MB`;
      throw new InputError(
        'workload-too-large',
        `The workload ${root} has more than ${limit}, with ${file}; ignore what is no code.`,
      );
    }
    const bytes = await readFile(path);
    const mode = isScript(bytes) ? 0o100755 : 0o100644;
    entries.push([file, [bytes, { os: 3, attrs: (mode << 16) >>> 0 }]]);
  }
  return Object.fromEntries(entries);
}

/** A file that names its interpreter is one to be run. */
export function isScript(bytes: Uint8Array): boolean {
  return bytes[0] === 0x23 && bytes[1] === 0x21;
}

async function walk(root: string, folder: string, ignores: Ignores): Promise<string[]> {
  const found: string[] = [];
  for (const entry of await readdir(join(root, folder), { withFileTypes: true })) {
    const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
    if (ignores(path, entry.isDirectory())) continue;
    if (entry.isDirectory()) found.push(...(await walk(root, path, ignores)));
    else if (entry.isFile()) found.push(path);
    else if (entry.isSymbolicLink()) found.push(await linkedFile(root, path));
    else throw new InputError('path-outside', `${path} in the workload is neither file nor folder.`);
  }
  return found;
}

/** A link to a file of the workload stands for a copy of it. */
async function linkedFile(root: string, path: string): Promise<string> {
  const target = await realpath(join(root, path)).catch(() => undefined);
  if (target === undefined) throw new InputError('path-outside', `${path} in the workload is a link to nothing.`);
  const inside = relative(root, target);
  if (inside.startsWith('..') || inside === '') {
    throw new InputError(
      'path-outside',
      `${path} in the workload is a link to ${target}, outside of it; copy the file.`,
    );
  }
  if ((await stat(target)).isFile()) return path;
  throw new InputError(
    'path-outside',
    `${path} in the workload is a link to a folder; only links to files are followed.`,
  );
}
