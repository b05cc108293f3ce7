import type { HistoryLine } from '../core/cost/history.ts';
import { pricedRegion } from '../core/cost/paid-training.ts';
import type { Region } from '../core/cost/prices.ts';
import { type RunCost, runCost } from '../core/cost/run-cost.ts';
import { UsageError } from '../core/errors.ts';
import { outcomeSchema, shardsSchema } from '../core/run-schemas.ts';
import { layout } from '../core/store-layout.ts';
import type { ObjectStore } from '../ports.ts';
import { readJson } from './records/json-object.ts';
import { spendingOf } from './records/spending.ts';
import { readRequest } from './support/run-records.ts';

/**
 * What a run that has ended used and cost, about. `histories`: of its execution and of all that it started.
 * @throws UsageError `run-unknown`
 */
export async function costOfRun(
  runId: string,
  region: Region,
  { store, histories }: { store: ObjectStore; histories: (executionArn: string) => Promise<HistoryLine[][]> },
): Promise<RunCost> {
  const outcome = (await readJson(store, layout.outcome(runId), outcomeSchema))?.value;
  if (!outcome)
    throw new UsageError('run-unknown', `there is no run ${runId} that has ended; \`signalbox runs\` lists them`);
  const { executionArn } = outcome;
  const isLocal = executionArn.split(':')[3] === 'local';
  const shards = (await readJson(store, layout.shards(runId), shardsSchema))?.value ?? [];
  return runCost({
    runId,
    place: isLocal ? 'local' : 'aws',
    region: isLocal ? region : pricedRegion(executionArn),
    histories: await histories(executionArn),
    shards: shards.length,
    training: await spendingOf(store, await readRequest(store, runId)),
  });
}
