import { canonicalJson } from '../../lib/core/canonical-json.ts';
import type { OperateInput } from '../../lib/core/operation.ts';
import { sealManifest } from '../../lib/core/release/manifest.ts';
import type { RolloutOutput } from '../../lib/core/rollout/step-io.ts';
import type { JudgedWindow, RolloutEvidence } from '../../lib/core/run.ts';
import { evidenceSchema } from '../../lib/core/run-schemas.ts';
import { layout } from '../../lib/core/store-layout.ts';
import type { Ports } from '../../lib/ports.ts';
import { operate } from '../../lib/steps/operate.ts';
import { update } from '../../lib/steps/records/json-object.ts';
import { readRollout } from '../../lib/steps/records/rollout-record.ts';
import { recover } from '../../lib/steps/recover.ts';
import { rolloutJudge } from '../../lib/steps/rollout-judge.ts';
import { rolloutPrepare } from '../../lib/steps/rollout-prepare.ts';
import { rolloutPromote } from '../../lib/steps/rollout-promote.ts';
import { rolloutRollBack } from '../../lib/steps/rollout-roll-back.ts';
import { rolloutShift } from '../../lib/steps/rollout-shift.ts';
import { rolloutVerify } from '../../lib/steps/rollout-verify.ts';
import { settle } from '../../lib/steps/settle.ts';
import { readChampion } from '../../lib/steps/support/champion.ts';
import { blankEvidence } from '../../lib/steps/support/rollout-end.ts';
import { readRequest } from '../../lib/steps/support/run-records.ts';
import { takeTurn } from '../../lib/steps/support/turn.ts';
import type { Job, Machine } from './machine.ts';
import { manifestOf, pipeline, policyOf, unread } from './scenario.ts';

type Work = (input: never, ports: Ports) => Promise<unknown>;

/** The real step functions by name, and what a delivery does before and after its rollout. */
const works: Record<string, Work> = {
  admit,
  'rollout-prepare': rolloutPrepare,
  'rollout-shift': rolloutShift,
  'rollout-judge': judged,
  'rollout-promote': rolloutPromote,
  'rollout-roll-back': rolloutRollBack,
  'rollout-verify': rolloutVerify,
  settle: settled,
  recover,
  operate: (input: OperateInput, ports) => operate(input, ports),
};

export function workOf({ does, input }: Job): (ports: Ports) => Promise<unknown> {
  const work = works[does];
  if (!work) throw new Error(`no step function is called ${does}`);
  return (ports) => work(input as never, ports);
}

/** A delivery takes its turn, or waits in the queue for it (null), and cuts its release. */
async function admit(context: Machine['context'], ports: Ports): Promise<Machine['context'] | null> {
  const { runId, version } = context;
  const turn = await takeTurn(await readRequest(ports.store, runId), context, ports);
  if (!turn.held) return null;
  const champion = await readChampion(ports.store);
  const { policy } = policyOf(await ports.store.get('policy'));
  const { token } = turn;
  await ports.store.put(layout.admission(runId), canonicalJson({ policy, ...unread, locks: {}, token }));
  const manifest = sealManifest(manifestOf(version, champion?.version ?? null, runId));
  await ports.store.put(layout.manifest(version), canonicalJson(manifest), { absent: true });
  return { ...context, token, startedAt: ports.clock.now().toISOString() };
}

/** What the judge decides is given: a window that says so is put on record, as by a call at the same time, and the real step goes on. */
async function judged(input: Parameters<typeof rolloutJudge>[0] & { says: string }, ports: Ports): Promise<unknown> {
  const { says, ...real } = input;
  if (says !== 'wait') await decide(real.runId, real.step, says === 'pass', ports);
  return rolloutJudge(real, ports);
}

async function decide(runId: string, step: number, passes: boolean, ports: Ports): Promise<void> {
  const record = await readRollout(ports.store, pipeline);
  if (record?.runId !== runId || record.step !== step) return;
  const isLast = step === record.plan.steps.length - 1;
  const decision = passes ? (isLast ? 'promote' : 'advance') : 'roll_back';
  const at = ports.clock.now().toISOString();
  const window: JudgedWindow = {
    from: at,
    to: at,
    step,
    candidatePercent: 1,
    candidate: null,
    champion: null,
    decision,
    sentence: `it was made to say ${decision}`,
  };
  await update(ports.store, layout.evidence(runId), evidenceSchema, (now) => {
    const evidence: RolloutEvidence = now ?? blankEvidence(record);
    const last = evidence.windows.at(-1);
    if (evidence.ended || (last?.step === step && last.decision !== 'continue')) return undefined;
    const verdict = decision === 'roll_back' ? 'fail' : isLast ? 'pass' : evidence.verdict;
    return { ...evidence, windows: [...evidence.windows, window], verdict, sentence: window.sentence };
  });
}

/** As Delivery ends a run by what its rollout came to. */
async function settled(
  { runId, executionArn, outcome }: { runId: string; executionArn: string; outcome: RolloutOutput['outcome'] | null },
  ports: Ports,
): Promise<unknown> {
  const failure = { Error: 'Explored', Cause: JSON.stringify({ errorMessage: 'explored: a fault of the search' }) };
  const broken = { outcome: 'broken', gate: null, failure } as const;
  const ends = {
    promoted: { outcome: 'released', gate: null, failure: null },
    rolled_back: { outcome: 'rolled_back', gate: 'rollout', failure: null },
    inconclusive: { outcome: 'inconclusive', gate: 'rollout', failure: null },
  } as const;
  const end = outcome !== null && outcome in ends ? ends[outcome as keyof typeof ends] : broken;
  return settle({ runId, executionArn, end }, ports);
}
