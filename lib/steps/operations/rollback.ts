import { ConflictError, UsageError } from '../../core/errors.ts';
import type { OperateInput, OperateOutput } from '../../core/operation.ts';
import type { Ports } from '../../ports.ts';
import { standingNote } from '../records/foreign-note.ts';
import { acquireLease, releaseLease } from '../records/lease.ts';
import { readRollout } from '../records/rollout-record.ts';
import { isOpen, rollbackStrategy } from '../records/rollout-schema.ts';
import { readChampion } from '../support/champion.ts';
import { converge } from '../support/converge.ts';
import { foreignError } from '../support/foreign-writer.ts';
import { mendTraffic } from '../support/mend-traffic.ts';
import { wakeNext } from '../support/wake.ts';
import { endRollout } from './abort.ts';
import { goTo } from './go-to.ts';
import { onItsWay } from './on-its-way.ts';
import { gonebackAt, wayBack } from './way-back.ts';

/** Rollouts that others begin in between; more at once means something is wrong. */
const rounds = 5;

/**
 * Serves an earlier release again. A rollout that is open is taken back first, and without a version that is all. It waits for nobody:
 * the lease is taken from whoever holds it, and what another operator left half-way is finished before.
 */
export async function rollback(input: OperateInput, ports: Ports): Promise<OperateOutput> {
  for (let round = 0; round < rounds; round += 1) {
    const ended = await endOpen(input, ports);
    if (ended?.progress === 'pending' || (ended && input.to === undefined)) return ended;
    const done = await withLease(input, ports, (token) => serve(input, token, ports));
    if (done !== 'again') return done;
  }
  throw new ConflictError('contended', `a rollout began ${rounds} times in a row while we went back; try again`);
}

/** What an open rollout came to; undefined where none was open, or where it went forward, so that there is still a way to go back. */
async function endOpen(input: OperateInput, ports: Ports): Promise<OperateOutput | undefined> {
  const { pipeline, by } = input;
  const record = await readRollout(ports.store, pipeline);
  if (!record || !isOpen(record)) return undefined;
  const byOperator = record.plan.strategy === rollbackStrategy;
  const ended = byOperator
    ? await converge(pipeline, record, ports)
    : await endRollout(pipeline, record, { by, did: 'rollback' }, ports);
  const said = { waitSeconds: ended.waitSeconds, from: record.champion, to: record.champion };
  if (ended.outcome === 'pending') return { ...said, progress: 'pending', sentence: onItsWay(ended) };
  if (byOperator || ended.outcome === 'promoted' || ended.outcome === 'unknown') return undefined;
  return { ...said, progress: 'done', sentence: `${record.version}: ${ended.sentence}; its run ends as rolled back` };
}

async function withLease<T>(
  { pipeline, runId, executionArn, by }: OperateInput,
  ports: Ports,
  work: (token: number) => Promise<T>,
): Promise<T> {
  const lease = await acquireLease(ports, pipeline, { runId, executionArn, seize: by });
  if (!lease.held) throw new ConflictError('overtaken', `another operator took the lease at this moment; try again`);
  try {
    return await work(lease.token);
  } finally {
    if (await releaseLease(ports, pipeline, executionArn)) await wakeNext(pipeline, ports);
  }
}

async function serve(input: OperateInput, token: number, ports: Ports): Promise<OperateOutput | 'again'> {
  const { pipeline } = input;
  const open = await readRollout(ports.store, pipeline);
  if (open && isOpen(open)) return 'again';
  const champion = await readChampion(ports.store);
  if (!champion)
    throw new UsageError('nothing-serves', 'nothing was released yet, so there is nothing to go back from');
  const { version: from } = champion;
  const stays = { progress: 'done' as const, waitSeconds: 0, from, to: from };
  const since = input.to === undefined ? await gonebackAt(from, ports.store) : undefined;
  if (since) {
    const sentence = `${from} serves already: it was gone back to at ${since}; name a version to go further back`;
    return { ...stays, sentence };
  }
  const to = await wayBack(from, input.to, ports.store);
  // Writes of ours that came late are taken back, and what somebody else did is noted, before anything is moved.
  const { state } = await mendTraffic(pipeline, ports);
  if (state === 'moving') {
    const sentence = `traffic of ${from} is still on its way; the same command goes on`;
    return { ...stays, progress: 'pending', waitSeconds: 15, sentence };
  }
  const note = await standingNote(ports.store, pipeline);
  if (note && !input.overwrite) throw foreignError(note);
  if (to.version === from && !note) return { ...stays, sentence: `${from} serves already` };
  return goTo({ input, token, from: champion.manifest, to, note }, ports);
}
