import type { DataContract } from '../core/contract/contract.ts';
import { InputError, InternalError, messageOf } from '../core/errors.ts';
import type { CheckCounts } from '../core/profile/profile.ts';
import type { Database } from './database.ts';
import { slowPattern } from './javascript-matcher.ts';
import type { Source } from './source/source.ts';
import type { SourceFile } from './source/table.ts';

/** A pattern that takes for ever on one value is a fault of the contract, not one check's bad luck. */
export function refuseSlowPatterns(counts: CheckCounts[]): void {
  if (counts.some(({ error }) => error?.message.includes(slowPattern))) throw new Error(slowPattern);
}

export function noRows([first]: SourceFile[]): InputError {
  return new InputError('data-header-only', `${first?.name}: has columns and no rows; at least 1 row is needed`);
}

/** The engine's own words can quote a whole record: they are never passed on whole. */
export async function faultOf(
  thrown: unknown,
  { contract, files }: { contract: DataContract; files: SourceFile[] },
  source: Source,
  database: Database,
): Promise<unknown> {
  if (thrown instanceof InputError || thrown instanceof InternalError) return thrown;
  const message = messageOf(thrown);
  const name = files[0]?.name ?? 'no file';
  if (message.includes(slowPattern))
    return new InputError(
      'pattern-too-slow',
      `${name}: a \`pattern\` of ${contract.file} takes too long to match; make it simpler`,
    );
  const fault = await source.fault(message, database);
  if (fault) return fault;
  const first = message.split('\n')[0]?.slice(0, 200) ?? '';
  return new InternalError('engine-failed', `${name}: the data engine failed: ${first}`, { cause: thrown });
}
