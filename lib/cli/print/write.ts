import { writeFile } from 'node:fs/promises';
import { messageOf, UsageError } from '../../core/errors.ts';
import type { Printer } from './printer.ts';

/** A text to a file, or where results are printed. */
export async function write(print: Printer, text: string, file: string | undefined): Promise<void> {
  if (file === undefined) {
    print.lines([text.replace(/\n$/, '')]);
    return;
  }
  try {
    await writeFile(file, text);
  } catch (thrown) {
    throw new UsageError('output-unwritable', `${file}: cannot be written: ${messageOf(thrown)}`);
  }
  print.note(`written to ${file}`);
}
