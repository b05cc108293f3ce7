import { type Command, InvalidArgumentError, Option } from 'commander';
import { compressions, type DataFormat, dataTypes, encodings } from '../../core/data-format.ts';
import { UsageError } from '../../core/errors.ts';
import { isReferenceName, referenceNamesAllowed } from '../../core/reference-names.ts';
import { isRunId } from '../../core/run.ts';
import type { CliOptions } from './command.ts';

/** An option that may be given more than once. */
export function collect(value: string, earlier: string[] | undefined): string[] {
  return [...(earlier ?? []), value];
}

/** The id of a run. */
export function runId(text: string): string {
  if (isRunId(text)) return text;
  throw new InvalidArgumentError('An id is written like data-5f1c2a77b0de-1; `signalbox runs` lists them.');
}

/** A whole number from 1 up. */
export function count(text: string): number {
  const value = Number(text);
  if (/^\d{1,9}$/.test(text) && value >= 1) return value;
  throw new InvalidArgumentError('A whole number from 1 up is allowed.');
}

/** A number above 0. */
export function rate(text: string): number {
  const value = Number(text);
  if (/^\d{1,7}(\.\d{1,6})?$/.test(text) && value > 0) return value;
  throw new InvalidArgumentError('A number above 0 is allowed.');
}

/** A share of 1. */
export function share(text: string): number {
  const value = Number(text);
  if (/^\d(\.\d{1,9})?$/.test(text) && value <= 1) return value;
  throw new InvalidArgumentError('A number from 0 to 1 is allowed.');
}

/** One character; `\t` stands for a tab, which shells make hard to type. */
function delimiter(text: string): string {
  const character = text === '\\t' ? '\t' : text;
  if (/^[\t -!#-~]$/.test(character)) return character;
  throw new InvalidArgumentError('One ASCII character that is no quote is allowed, or \\t for a tab.');
}

/** How a verdict is written, and where to. */
export function verdictOptions(command: Command, formats: ReadonlyArray<{ name: string }>): void {
  command
    .addOption(
      new Option('--format <format>', 'how the verdict is written (default: table)').choices(
        formats.map(({ name }) => name),
      ),
    )
    .option('--output <file>', 'where to (default: the terminal)');
}

/** How data files are written, where they do not tell by themselves. */
export function dataFormatOptions(command: Command): void {
  command
    .addOption(new Option('--type <type>', 'type of the files (default: by name and content)').choices(dataTypes))
    .option('--delimiter <character>', 'between the fields of a CSV, \\t for a tab (default: a comma)', delimiter)
    .addOption(new Option('--encoding <encoding>', 'of text (default: UTF-8)').choices(encodings))
    .addOption(new Option('--compression <kind>', 'of whole files (default: by content)').choices(compressions));
}

export function dataFormat(options: Omit<CliOptions, 'store'>): DataFormat {
  const { type, delimiter, encoding, compression } = options;
  return { type, delimiter, encoding, compression };
}

/** Several files may have one name. @throws UsageError `reference-invalid` */
export function referencesOf(given: string[]): Record<string, string[]> {
  const pairs = given.map((one) => {
    const [, name, path] = /^([^=]+)=(.+)$/s.exec(one) ?? [];
    if (name !== undefined && path !== undefined && isReferenceName(name)) return { name, path };
    throw new UsageError(
      'reference-invalid',
      `--reference got ${JSON.stringify(one)}; allowed: name=file; a name is ${referenceNamesAllowed}`,
    );
  });
  const byName = Map.groupBy(pairs, ({ name }) => name);
  return Object.fromEntries([...byName].map(([name, some]) => [name, some.map(({ path }) => path)]));
}
