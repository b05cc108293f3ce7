import { basename } from 'node:path';
import type { Check } from '../core/checks/check.ts';
import { readContract } from '../core/contract/read-contract.ts';
import type { ReadOptions } from '../core/contract/reader.ts';
import type { DataFormat } from '../core/data-format.ts';
import { InputError } from '../core/errors.ts';
import { statisticsOf } from '../core/export/model-monitor/statistics.ts';
import { suggestConstraints } from '../core/export/model-monitor/suggest-constraints.ts';
import { writers } from '../core/export/writers.ts';
import { inferFromFiles } from '../steps/infer-contract.ts';
import { readText } from './read-text.ts';

export type WriterName = keyof typeof writers;

export interface WrittenContract {
  text: string;
  /** Checks for which the format has no word; one sentence each. */
  leftOut: string[];
}

export interface InferredContract extends WrittenContract {
  /** `statistics.json` of Model Monitor. */
  statistics: string;
}

/** A contract of this machine in the words of another format. */
export async function convertHere(
  file: string,
  to: WriterName,
  options: Pick<ReadOptions, 'allowUnsupported' | 'table'>,
): Promise<WrittenContract> {
  const contract = readContract({ text: await readText(file), file }, options);
  const { text, leftOut } = writers[to](contract);
  const told = leftOut.map(sentenceOf);
  if (told.length > 0 && !options.allowUnsupported)
    throw new InputError(
      'contract-unsupported',
      `${told.join('\n')}\n${to} has no word for ${told.length} of ${contract.checks.length} checks; with --allow-unsupported they are left out`,
    );
  return { text, leftOut: told };
}

/** The contract that data of this machine suggests. */
export async function inferHere(data: string[], format: DataFormat, to: WriterName): Promise<InferredContract> {
  const [first = 'data'] = data;
  const name = basename(first).replace(/\..*$/, '') || 'data';
  const { contract, profile } = await inferFromFiles({ files: data, format, name });
  const statistics = statisticsOf(profile);
  // The service has suggestions of its own, which our contract has no words for, and the other way round.
  if (to === 'model-monitor')
    return { text: jsonOf(suggestConstraints(statistics)), leftOut: [], statistics: jsonOf(statistics) };
  const { text, leftOut } = writers[to](contract);
  return { text, leftOut: leftOut.map(sentenceOf), statistics: jsonOf(statistics) };
}

function jsonOf(value: object): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}

function sentenceOf({ kind, columns, source }: Check): string {
  return `${source.file}:${source.line}: ${kind}${columns.length > 0 ? ` of ${columns.join(', ')}` : ''}`;
}
