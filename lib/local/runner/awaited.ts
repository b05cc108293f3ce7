import { setTimeout as wait } from 'node:timers/promises';
import { runIdOf } from '../../core/run.ts';
import { outcomeSchema, requestSchema } from '../../core/run-schemas.ts';
import { layout } from '../../core/store-layout.ts';
import { readJson } from '../../steps/records/json-object.ts';
import { executionArn } from '../executions/names.ts';
import type { LocalPorts } from '../local-ports.ts';

const lookEveryMs = 200;

/**
 * Waits for the end of a run that another process may drive, and answers the attempt that ended it: one that found the
 * lease held goes on under its next attempt.
 */
export async function awaited(
  runId: string,
  { store, executions }: Pick<LocalPorts, 'store' | 'executions'>,
  waiting: () => void,
): Promise<string> {
  const arn = executionArn('awaited', runId);
  for (let told = false; (await executions.describe(arn)) === 'RUNNING'; told = true) {
    if (!told) waiting();
    await wait(lookEveryMs);
  }
  const request = (await readJson(store, layout.request(runId), requestSchema))?.value;
  const outcome = (await readJson(store, layout.outcome(runId), outcomeSchema))?.value;
  if (!request || outcome?.outcome !== 'requeued') return runId;
  const next = runIdOf(request.trigger.kind, request.cause, request.attempt + 1);
  return (await store.get(layout.outcome(next))) ? awaited(next, { store, executions }, waiting) : runId;
}
