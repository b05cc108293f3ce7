import { readdir, readFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';

/** Beside this file in a checkout and in the package. npm packs no `.gitignore`, so a leading dot is spelt `dot-`. */
const folder = join(import.meta.dirname, 'template');

/** Files of every new workload by path, with the words in place of `__WORD__`. */
export async function templateFiles(words: Record<string, string>): Promise<Map<string, string>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const read = files.sort().map(async (file): Promise<[string, string]> => {
    const text = await readFile(file, 'utf8');
    return [pathOf(relative(folder, file)), text.replaceAll(/__([A-Z]+)__/g, (all, word) => words[word] ?? all)];
  });
  return new Map(await Promise.all(read));
}

function pathOf(name: string): string {
  return name.split(sep).join('/').replace(/^dot-/, '.');
}
