import { access } from 'node:fs/promises';
import type { DataFormat } from '../core/data-format.ts';
import { InputError } from '../core/errors.ts';
import { isReferenceName, referenceNamesAllowed } from '../core/reference-names.ts';
import type { ReferenceData } from '../engine/references.ts';
import { dataFilesOf } from './data-files.ts';

/**
 * Data sets of this machine that checks compare with. What is said of text holds for theirs too; type and compression are told by each of them.
 * @throws InputError `reference-invalid` or `data-missing`, before anything is judged
 */
export async function referencesOf(
  references: Readonly<Record<string, string[]>>,
  { delimiter, encoding }: DataFormat,
): Promise<ReferenceData[]> {
  const found: ReferenceData[] = [];
  for (const [name, paths] of Object.entries(references)) {
    if (!isReferenceName(name))
      throw new InputError('reference-invalid', `data set ${JSON.stringify(name)}: a name is ${referenceNamesAllowed}`);
    const files = await dataFilesOf(paths);
    for (const path of files) await refuseMissing(path, name);
    if (files.length === 0) throw new InputError('data-missing', `data set ${JSON.stringify(name)}: no file is given`);
    found.push({ name, format: { delimiter, encoding }, files: files.map((path) => ({ path, name: path })) });
  }
  return found;
}

async function refuseMissing(path: string, name: string): Promise<void> {
  const there = await access(path).then(
    () => true,
    () => false,
  );
  if (!there)
    throw new InputError('data-missing', `${path}: cannot be read; it is what data set ${name} is said to be`);
}
