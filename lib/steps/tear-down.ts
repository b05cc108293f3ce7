import { ConflictError, UsageError } from '../core/errors.ts';
import type { Remain, Teardown, TeardownRequest } from '../core/teardown.ts';

/** What is left, and how it is deleted; to delete what is gone already is no error. */
export interface Found extends Remain {
  remove(): Promise<void>;
}

export interface Rest {
  name: string;
  /** In the order in which they can go. */
  found: readonly Found[];
  blocked: string | null;
}

/**
 * Lists what is left; deletes it once it is named again, and data only when that is said as well. Whoever ends it in the middle asks again.
 * @throws UsageError `no-effect`, `not-confirmed`; ConflictError `still-deployed`
 */
export async function tearDown({ name, found, blocked }: Rest, request: TeardownRequest): Promise<Teardown> {
  const { yes, withData } = request;
  if (yes === undefined && withData)
    throw new UsageError('no-effect', '--with-data deletes nothing by itself: confirm with --yes NAME');
  if (yes !== undefined && yes !== name)
    throw new UsageError(
      'not-confirmed',
      `--yes says ${JSON.stringify(yes)}, and this is ${name}: to delete it, say --yes ${name}`,
    );
  if (yes !== undefined && blocked !== null) throw new ConflictError('still-deployed', blocked);
  const removed: string[] = [];
  for (const one of yes === undefined ? [] : found) {
    if (one.isData && !withData) continue;
    await one.remove();
    removed.push(one.name);
  }
  const remains = found.map(({ remove: _, ...told }) => told);
  const dollarsPerMonth = remains.reduce((sum, one) => sum + (one.dollarsPerMonth ?? 0), 0);
  return { name, remains, dollarsPerMonth, removed, blocked };
}
