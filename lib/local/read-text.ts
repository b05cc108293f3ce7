import { readFile } from 'node:fs/promises';
import { InputError, whyUnopened } from '../core/errors.ts';

/** A file that somebody named. @throws InputError `file-missing` */
export async function readText(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    throw new InputError('file-missing', `${file}: ${whyUnopened(error)}`, { cause: error });
  }
}
