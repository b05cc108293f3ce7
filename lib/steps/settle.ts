import { canonicalJson } from '../core/canonical-json.ts';
import { buildCost } from '../core/cost/build-cost.ts';
import { explainFailure, type Failure } from '../core/failure.ts';
import { pullRequestComment } from '../core/report/pull-request-comment.ts';
import { renderReport } from '../core/report/report.ts';
import { reportPlace } from '../core/report/report-place.ts';
import type { Outcome, RunOutcome, RunRequest, TimelineEntry } from '../core/run.ts';
import { outcomeSchema, type ReleaseOutcome } from '../core/run-schemas.ts';
import type { SettleInput } from '../core/step-io.ts';
import { layout } from '../core/store-layout.ts';
import type { ObjectStore, Ports } from '../ports.ts';
import { readJson } from './records/json-object.ts';
import { releaseLease } from './records/lease.ts';
import { gateOfJob } from './support/build-gate.ts';
import { readChampion } from './support/champion.ts';
import { concludingSentence, type Ending } from './support/conclusion.ts';
import { newerWaiting, overtakenBy } from './support/overtaken.ts';
import { releases } from './support/releases.ts';
import { gatherRun, readGates } from './support/run-record.ts';
import { readRequest, writeGate } from './support/run-records.ts';
import { noteSpending } from './support/training-budget.ts';
import { wakeNext } from './support/wake.ts';

/**
 * Ends a run: outcome, report, announcement, lease, and whoever waits. Each part is done once or harmlessly again, so the watchdog
 * may settle a run that was already settled, or half.
 */
export async function settle(input: SettleInput, ports: Ports): Promise<RunOutcome> {
  const request = await readRequest(ports.store, input.runId);
  const timeline = await ports.executions.timeline(input.executionArn);
  const outcome =
    (await readJson(ports.store, layout.outcome(input.runId), outcomeSchema))?.value ??
    (await conclude(input, request, timeline, ports));
  await noteSpending(request, outcome.executionArn, timeline, ports);
  try {
    await tell(outcome, timeline, ports);
  } finally {
    // Once the outcome is on record, no trouble with a report or a message keeps the next run waiting.
    if (request.machine === 'pull_request') await forgetOld(ports);
    // A pull request holds none, and cannot look.
    if (request.machine === 'delivery' && (await releaseLease(ports, outcome.pipeline, input.executionArn)))
      await wakeNext(outcome.pipeline, ports);
  }
  return outcome;
}

/** As long as a candidate of a pull request may be in use: scoring takes minutes. */
const candidatesLiveMs = 86_400_000;

/** Removes what older pull requests left to be served. It is housekeeping: what fails now, the next one does. */
async function forgetOld({ target, clock }: Ports): Promise<void> {
  const before = new Date(clock.now().getTime() - candidatesLiveMs).toISOString();
  await target.settle([], before).catch(() => {});
}

async function tell(outcome: RunOutcome, timeline: TimelineEntry[], ports: Ports): Promise<void> {
  const { pipeline, runId, sentence, gate, version, endedAt } = outcome;
  const run = await gatherRun(ports.store, outcome, timeline);
  await ports.store.put(layout.report(runId), renderReport(run));
  if (run.request.change)
    await ports.store.put(layout.comment(runId), pullRequestComment(run, reportPlace(runId, ports)));
  if (version) {
    const cost = buildCost(run.timeline, outcome.executionArn, ports.training);
    const became: ReleaseOutcome = {
      runId,
      version,
      outcome: outcome.outcome,
      sentence,
      endedAt,
      rollout: run.rollout,
      ...(cost ? { cost: { minutes: cost.minutes, dollars: cost.dollars } } : {}),
    };
    // Written once: whoever settles again finds the first account, and leaves it.
    await ports.store.put(layout.releaseOutcome(version), canonicalJson(became), { absent: true });
  }
  await ports.notifier.announce({ kind: outcome.outcome, pipeline, runId, sentence, facts: { gate, version } });
}

async function conclude(
  { runId, executionArn, end: ended }: SettleInput,
  request: RunRequest,
  timeline: TimelineEntry[],
  ports: Ports,
): Promise<RunOutcome> {
  const end = { ...ended, outcome: outcomeOf(ended) };
  const explained = end.failure ? explainFailure(end.failure) : null;
  if (explained && end.gate)
    await writeGate(ports.store, runId, await gateOfJob(end.gate, explained, ports.clock.now(), { ...ports, runId }));
  const gates = await readGates(ports.store, runId);
  const version = (await releases(ports.store)).find((release) => release.runId === runId)?.version ?? null;
  const serving = (await readChampion(ports.store))?.version ?? null;
  const overtaken =
    end.outcome === 'superseded'
      ? ((await overtakenBy(request, ports)) ?? (await newerWaiting(request, ports)) ?? null)
      : null;
  const pullRequest = request.machine === 'pull_request';
  const known = { runId, end, explained, pullRequest, overtaken, gates, version, serving };
  return record(
    {
      runId,
      pipeline: request.pipeline,
      trigger: request.trigger,
      outcome: end.outcome,
      gate: end.gate,
      sentence: await concludingSentence(known, ports.store),
      version,
      serving,
      executionArn,
      startedAt: timeline[0]?.enteredAt ?? request.requestedAt,
      endedAt: ports.clock.now().toISOString(),
      errorCode: errorCodeOf(known),
    },
    ports.store,
  );
}

/** Input that cannot be used is a rejection, whatever the step did not catch. */
function outcomeOf({ outcome, failure }: SettleInput['end']): Outcome {
  return outcome === 'broken' && isBadInput(failure) ? 'rejected' : outcome;
}

function errorCodeOf({ end, explained, gates }: Ending): string | null {
  const unreadable = gates.find(({ gate }) => gate === end.gate)?.unreadable;
  if (unreadable) return unreadable.code;
  return isBadInput(end.failure) ? (explained?.code ?? 'input') : null;
}

function isBadInput(failure: Failure | null): boolean {
  return failure?.Error === 'InputError';
}

/** Whoever settles first says how the run ended. */
async function record(outcome: RunOutcome, store: ObjectStore): Promise<RunOutcome> {
  const key = layout.outcome(outcome.runId);
  const put = await store.put(key, canonicalJson(outcome), { absent: true });
  return put.won ? outcome : ((await readJson(store, key, outcomeSchema))?.value ?? outcome);
}
