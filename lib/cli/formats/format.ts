import type { DataContract } from '../../core/contract/contract.ts';
import type { GateRecord } from '../../core/gate.ts';
import type { SampleOptions } from '../../engine/measure/samples.ts';
import type { Validated } from '../../steps/validate.ts';
import type { CliOptions } from '../commands/command.ts';
import type { Paint } from '../print/paint.ts';

/** A verdict on data, whatever asked for it. */
export interface Told {
  gate: GateRecord;
  /** What a page calls what was judged. */
  title: string;
}

/** A verdict by a contract, with what it rests on. */
export type ToldByContract = Told & Validated;

/** One way to write down a verdict on data; one file each. */
export interface Format<T extends Told = ToldByContract> {
  /** The word after `--format`. */
  name: string;
  /** Which failing rows it tells. @default the first 20 of each check */
  samples?(contract: DataContract): SampleOptions;
  /** Whether it tells how values are distributed, which takes longer to find out. @default false */
  distributions?: true;
  /** The whole text. It is `Printable` where a terminal may show it as it is. */
  write(told: T, paint: Paint): string;
}

/** The format that a command line asks for: without a word, the first. */
export function formatOf<T extends Told>(
  formats: readonly [Format<T>, ...Format<T>[]],
  { json, format }: Pick<CliOptions, 'json' | 'format'>,
): Format<T> {
  return formats.find(({ name }) => name === (json ? 'json' : format)) ?? formats[0];
}
