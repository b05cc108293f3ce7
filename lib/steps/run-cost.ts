import type { Assumptions } from '../core/cost/assumptions.ts';
import type { HistoryLine } from '../core/cost/history.ts';
import { measured } from '../core/cost/measured.ts';
import { pricedRegion } from '../core/cost/paid-training.ts';
import type { Region } from '../core/cost/prices.ts';
import { type RunCost, runCost } from '../core/cost/run-cost.ts';
import { UsageError } from '../core/errors.ts';
import type { Shard } from '../core/run.ts';
import { outcomeSchema, shardsSchema } from '../core/run-schemas.ts';
import { layout } from '../core/store-layout.ts';
import type { ObjectStore } from '../ports.ts';
import { readJson } from './records/json-object.ts';
import { spendingOf } from './records/spending.ts';
import { readRequest } from './support/run-records.ts';

/** Runs that have ended, and what is left of them. */
interface Ended {
  store: ObjectStore;
  /** Of an execution and of all that it started. */
  histories: (executionArn: string) => Promise<HistoryLine[][]>;
}

/** What a run that has ended took, for an estimate of the next ones. @throws UsageError `run-unknown` */
export async function measuredRun(runId: string, { store, histories }: Ended): Promise<Partial<Assumptions>> {
  const shards = await shardsOf(runId, store);
  return measured(
    await histories(await executionOf(runId, store)),
    shards.map(({ size, part }) => size / (part?.of ?? 1)),
  );
}

/**
 * What a run that has ended used and cost, about.
 * @throws UsageError `run-unknown`
 */
export async function costOfRun(runId: string, region: Region, { store, histories }: Ended): Promise<RunCost> {
  const executionArn = await executionOf(runId, store);
  const isLocal = executionArn.split(':')[3] === 'local';
  const shards = await shardsOf(runId, store);
  return runCost({
    runId,
    place: isLocal ? 'local' : 'aws',
    region: isLocal ? region : pricedRegion(executionArn),
    histories: await histories(executionArn),
    shards: shards.length,
    training: await spendingOf(store, await readRequest(store, runId)),
  });
}

async function executionOf(runId: string, store: ObjectStore): Promise<string> {
  const outcome = (await readJson(store, layout.outcome(runId), outcomeSchema))?.value;
  if (outcome) return outcome.executionArn;
  throw new UsageError('run-unknown', `there is no run ${runId} that has ended; \`signalbox runs\` lists them`);
}

async function shardsOf(runId: string, store: ObjectStore): Promise<Shard[]> {
  return (await readJson(store, layout.shards(runId), shardsSchema))?.value ?? [];
}
