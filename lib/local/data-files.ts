import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { InputError } from '../core/errors.ts';

/**
 * The data files that are meant: a folder stands for all in it, however deep, in the order of their names; markers such as
 * `_SUCCESS` and hidden files are no data. @throws InputError `data-missing` for a folder without any
 */
export async function dataFilesOf(paths: string[]): Promise<string[]> {
  const found: string[] = [];
  for (const path of paths) {
    const info = await stat(path).catch(() => undefined);
    if (!info?.isDirectory()) {
      // Whoever opens it will say that it is not there.
      found.push(path);
      continue;
    }
    const inside = await filesIn(path);
    if (inside.length === 0) throw new InputError('data-missing', `${path}: the folder holds no data file`);
    found.push(...inside);
  }
  return found;
}

async function filesIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const shown = entries.filter(({ name }) => !name.startsWith('.') && !name.startsWith('_'));
  shown.sort((a, b) => (a.name < b.name ? -1 : 1));
  const nested = shown.map((entry) => {
    const path = join(folder, entry.name);
    return entry.isDirectory() ? filesIn(path) : entry.isFile() ? [path] : [];
  });
  return (await Promise.all(nested)).flat();
}
