import { readFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { InputError } from '../../core/errors.ts';

const reference = /^\s*(?:-r|-c|--requirement|--constraint)[\s=]*([^\s#]+)/gm;

/**
 * Contents of requirement files and of those that they name by -r and -c: everything that decides what pip installs.
 * @throws InputError `requirements-missing`
 */
export async function readRequirements(files: string[], seen = new Set<string>()): Promise<string[]> {
  const contents: string[] = [];
  for (const file of files) {
    if (seen.has(file)) continue;
    seen.add(file);
    const text = await readFile(file, 'utf8').catch((thrown) => {
      throw new InputError('requirements-missing', `The requirement file ${file} cannot be read.`, { cause: thrown });
    });
    const named = [...text.matchAll(reference)].map((match) => resolve(dirname(file), match[1] ?? ''));
    contents.push(text, ...(await readRequirements(named, seen)));
  }
  return contents;
}
