import type { GateRecord } from '../../../lib/core/gate.ts';
import type { SettleInput } from '../../../lib/core/step-io.ts';
import { layout } from '../../../lib/core/store-layout.ts';
import { concludingSentence } from '../../../lib/steps/support/conclusion.ts';
import { MemoryStore } from '../../support/memory-store.ts';

const window = { from: 'a', to: 'b', step: 0, candidatePercent: 10, candidate: null, champion: null };
const evidence = {
  version: '1.0.1',
  champion: '1.0.0',
  strategy: 'canary',
  windows: [{ ...window, decision: 'roll_back', sentence: '5 % failed' }],
  verdict: 'fail',
  sentence: '5 % failed',
};
const dataGate: GateRecord = { gate: 'data', verdict: 'fail', sentence: '3 checks failed', checks: [], decidedAt: '' };
const broke = { code: null, sentence: 'the disk is full' };

type Case = [
  end: Partial<SettleInput['end']>,
  version: string | null,
  serving: string | null,
  sentence: string,
  pullRequest?: boolean,
];
test.each<Case>([
  [{ outcome: 'released' }, '1.0.1', '1.0.1', 'released 1.0.1: every gate passed and it took over all traffic'],
  [{ outcome: 'passed' }, null, '1.0.0', 'every gate passed; nothing was released, since this is a pull request'],
  [
    { outcome: 'passed' },
    null,
    '1.0.0',
    'every gate passed; nothing was released, since 1.0.0 serves, of the same code, image and model',
    false,
  ],
  [{ outcome: 'rejected', gate: 'data' }, null, '1.0.0', 'rejected at the data gate: 3 checks failed; 1.0.0 serves on'],
  [{ outcome: 'rejected' }, null, null, 'rejected: the disk is full; nothing serves yet'],
  [
    { outcome: 'inconclusive', gate: 'data' },
    null,
    '1.0.0',
    'inconclusive at the data gate: 3 checks failed; 1.0.0 serves on',
  ],
  [
    { outcome: 'inconclusive', gate: 'rollout' },
    '1.0.1',
    '1.0.0',
    'took 1.0.1 back at 10 % of the traffic: 5 % failed; 1.0.0 serves on',
  ],
  [
    { outcome: 'rolled_back', gate: 'rollout' },
    '1.0.1',
    '1.0.0',
    'took 1.0.1 back at 10 % of the traffic: 5 % failed; 1.0.0 serves on',
  ],
  [{ outcome: 'superseded' }, null, '1.0.1', 'a newer request made this run pointless; 1.0.1 serves on'],
  [
    { outcome: 'broken' },
    null,
    '1.0.0',
    'something failed to run, so nothing was decided: the disk is full; 1.0.0 serves on',
  ],
  [{ outcome: 'broken' }, '1.0.1', '1.0.1', '1.0.1 serves, but something failed to run after that: the disk is full'],
])('%o of %s while %s serves: one sentence', async (end, version, serving, sentence, pullRequest = true) => {
  const store = new MemoryStore();
  await store.put(layout.evidence('run'), JSON.stringify(evidence));
  const whole = { gate: null, failure: null, ...end } as SettleInput['end'];
  const known = { explained: broke, pullRequest, overtaken: null, gates: [dataGate], version, serving };
  const ending = { runId: 'run', end: whole, ...known };
  expect(await concludingSentence(ending, store)).toBe(sentence);
});

const unknown = { runId: 'run', explained: null, pullRequest: false, overtaken: null, gates: [], version: '1.0.1' };

test('a rollout without evidence says that it did not finish', async () => {
  const end = { outcome: 'rolled_back' as const, gate: 'rollout' as const, failure: null };
  const ending = { ...unknown, end, serving: null };
  expect(await concludingSentence(ending, new MemoryStore())).toBe(
    'took 1.0.1 back: the rollout did not finish; nothing serves yet',
  );
});

test.each([
  ['mirrored', 'took 1.0.1 back out of the shadow: '],
  ['replayed', 'took 1.0.1 back out of the shadow: '],
  ['sticky', 'took 1.0.1 back at 10 % of the users: '],
  ['compared', 'took 1.0.1 back at 10 % of the traffic: '],
])('what was %s is not told as a share of something else', async (manner, begins) => {
  const store = new MemoryStore();
  const windows = evidence.windows.map((one) => ({ ...one, manner }));
  await store.put(layout.evidence('run'), JSON.stringify({ ...evidence, windows }));
  const end = { outcome: 'rolled_back' as const, gate: 'rollout' as const, failure: null };
  const ending = { ...unknown, end, serving: '1.0.0' };
  expect((await concludingSentence(ending, store)).startsWith(begins)).toBe(true);
});
