import type { RolloutOutput } from '../../core/rollout/step-io.ts';
import type { EndedByHand, RolloutEvidence } from '../../core/run.ts';
import { evidenceSchema } from '../../core/run-schemas.ts';
import { layout } from '../../core/store-layout.ts';
import type { ObjectStore, Ports } from '../../ports.ts';
import { standingNote } from '../records/foreign-note.ts';
import { readJson, update } from '../records/json-object.ts';
import { readRollout } from '../records/rollout-record.ts';
import { type FinishedState, isOpen, type RolloutRecord, rollbackStrategy } from '../records/rollout-schema.ts';
import { foreignSentence } from './foreign-writer.ts';

/** Evidence of a rollout before anybody looked. */
export function blankEvidence({ version, champion, plan }: RolloutRecord): RolloutEvidence {
  return { version, champion, strategy: plan.strategy, windows: [], verdict: null, sentence: '' };
}

/**
 * Writes to the run's evidence who ended its rollout by hand: the record is the next rollout's soon. Before it is closed, so that
 * nobody sees one without the other.
 */
export async function tellEnd(pipeline: string, runId: string, state: FinishedState, ports: Ports): Promise<void> {
  const record = await readRollout(ports.store, pipeline);
  if (record?.runId !== runId || !record.ended || record.plan.strategy === rollbackStrategy) return;
  const { ended } = record;
  // An abort that came too late ended nothing.
  if ((ended.did === 'promote') !== (state === 'promoted') || state === 'foreign') return;
  await update(ports.store, layout.evidence(runId), evidenceSchema, (stored) => {
    const evidence = stored ?? blankEvidence(record);
    // What the judge had decided already is not what the operator did.
    const decided = evidence.ended || (evidence.verdict !== null && ended.did !== 'promote');
    return decided ? undefined : { ...evidence, ended, sentence: handSentence(ended) };
  });
}

function handSentence({ by, did }: EndedByHand): string {
  const done = {
    promote: 'promoted it',
    abort: 'aborted the rollout',
    rollback: 'rolled back',
    outside: 'took traffic back',
  };
  return `${by} ${done[did]}`;
}

/** How a run's rollout ended, by what is on record. One without a record was never begun, or ended and was followed by another. */
export async function concludedRollout(pipeline: string, runId: string, ports: Ports): Promise<RolloutOutput> {
  const record = await readRollout(ports.store, pipeline);
  const evidence = (await readJson(ports.store, layout.evidence(runId), evidenceSchema))?.value;
  if (record?.runId === runId && !isOpen(record)) return concluded(pipeline, record, evidence, ports.store);
  if (!evidence?.ended) return { outcome: 'rolled_back', sentence: 'traffic was never moved', waitSeconds: 0 };
  return {
    outcome: evidence.ended.did === 'promote' ? 'promoted' : 'rolled_back',
    sentence: `${evidence.version}: ${handSentence(evidence.ended)}`,
    waitSeconds: 0,
  };
}

async function concluded(
  pipeline: string,
  { state, version, champion }: RolloutRecord,
  evidence: RolloutEvidence | undefined,
  store: ObjectStore,
): Promise<RolloutOutput> {
  const by = evidence?.ended ? `${handSentence(evidence.ended)}: ` : '';
  if (state === 'promoted')
    return {
      outcome: 'promoted',
      sentence: `${by}${version} serves all traffic${champion ? ` in place of ${champion}` : ''}`,
      waitSeconds: 0,
    };
  if (state === 'foreign') {
    const note = await standingNote(store, pipeline);
    const sentence = note ? foreignSentence(note) : 'somebody else moved traffic, and took it back since';
    return { outcome: 'unknown', sentence, waitSeconds: 0 };
  }
  const back = champion ? `all traffic is back on ${champion}` : 'nothing serves, as before';
  if (by !== '') return { outcome: 'rolled_back', sentence: `${by}${back}`, waitSeconds: 0 };
  const outcome = evidence?.verdict === 'inconclusive' ? 'inconclusive' : 'rolled_back';
  return { outcome, sentence: evidence?.verdict ? `${evidence.sentence}; ${back}` : back, waitSeconds: 0 };
}
