import { readdir, readFile, realpath, stat } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import type { SourceFile } from '../../code-host-ports.ts';
import { InputError } from '../../core/errors.ts';
import { type Ignores, ignoresOf } from '../../core/ignore.ts';
import {
  isScript,
  type SealedSource,
  type SourceLimits,
  sealSource,
  tooLarge,
} from '../../steps/support/source-bundle.ts';

/** As Lambda's limit for an unpacked deployment package: a workload is code, not data. */
export const bundleLimits: SourceLimits = { bytes: 250 * 1024 * 1024, files: 50_000 };

/**
 * Packs a workload folder: equal contents give equal bytes on every machine.
 * @throws InputError `path-outside`, `workload-too-large`, `workload-empty`, `workload-missing`
 */
export async function bundleWorkload(folder: string): Promise<SealedSource> {
  const root = await realpath(folder).catch((thrown) => {
    throw new InputError('workload-missing', `The workload folder ${folder} does not exist.`, { cause: thrown });
  });
  return sealSource(filesOf(root), folder, bundleLimits);
}

/** Ignored folders are not even entered; sizes are known before anything is read. */
async function* filesOf(root: string): AsyncIterable<SourceFile> {
  const gitignore = await readFile(join(root, '.gitignore'), 'utf8').catch(() => '');
  const paths = (await walk(root, '', ignoresOf(gitignore))).map((path) => path.split(sep).join('/'));
  let size = 0;
  for (const path of paths) {
    size += (await stat(join(root, path))).size;
    if (size > bundleLimits.bytes) throw tooLarge(root, path, bundleLimits);
    const bytes = await readFile(join(root, path));
    yield { path, bytes, executable: isScript(bytes) };
  }
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
