import { type ServingRecord, servedAt } from '../../../lib/core/release/served-at.ts';
import type { JudgedWindow } from '../../../lib/core/run.ts';

const at = (minute: number) => `2026-01-01T00:${String(minute).padStart(2, '0')}:00.000Z`;
const window = (from: number, to: number, candidatePercent: number): JudgedWindow => ({
  from: at(from),
  to: at(to),
  step: 0,
  candidatePercent,
  candidate: null,
  champion: null,
  decision: 'continue',
  sentence: '',
});
const rollout = (version: string, windows: JudgedWindow[]) => ({
  version,
  runId: `run-${version}`,
  champion: null,
  strategy: 'canary',
  windows,
  verdict: null,
  sentence: '',
});

/** 1.0.0 from 10; 1.1.0 in a canary from 20 to 24 and for good from 25; 1.2.0 taken back at 34; 1.0.0 again from 40. */
const record: ServingRecord = {
  history: [
    { version: '1.0.0', at: at(10), runId: 'run-1.0.0', reason: 'promoted' },
    { version: '1.1.0', at: at(25), runId: 'run-1.1.0', reason: 'promoted' },
    { version: '1.0.0', at: at(40), runId: 'rollback-1', reason: 'rolled_back' },
  ],
  promoting: null,
  rollouts: [
    rollout('1.1.0', [window(20, 22, 10), window(22, 24, 50)]),
    rollout('1.2.0', [window(30, 32, 10), window(32, 34, 10)]),
  ],
};

test.each([
  [5, null, [], 'nothing was released yet'],
  [10, '1.0.0', [['1.0.0', 100]], /^1\.0\.0 served all traffic: promoted .* until 2026-01-01T00:25/],
  [19, '1.0.0', [['1.0.0', 100]], /^1\.0\.0 served all traffic/],
  [
    20,
    '1.0.0',
    [
      ['1.0.0', 90],
      ['1.1.0', 10],
    ],
    'a rollout of 1.1.0 (canary) was under way: 1.0.0 90 %, 1.1.0 10 %',
  ],
  [
    23,
    '1.0.0',
    [
      ['1.0.0', 50],
      ['1.1.0', 50],
    ],
    /50 %/,
  ],
  [
    24,
    '1.0.0',
    [
      ['1.0.0', 50],
      ['1.1.0', 50],
    ],
    /under way/,
  ],
  [25, '1.1.0', [['1.1.0', 100]], /^1\.1\.0 served all traffic/],
  [
    33,
    '1.1.0',
    [
      ['1.1.0', 90],
      ['1.2.0', 10],
    ],
    /rollout of 1\.2\.0/,
  ],
  [34, '1.1.0', [['1.1.0', 100]], /^1\.1\.0 served all traffic/],
  [41, '1.0.0', [['1.0.0', 100]], /served again by a rollback .* still serves$/],
] as Array<[number, string | null, Array<[string, number]>, string | RegExp]>)(
  'in minute %i: %s',
  (minute, version, shares, sentence) => {
    const told = servedAt(at(minute), record);
    expect(told.version).toBe(version);
    expect(told.shares.map((share) => [share.version, share.percent])).toEqual(shares);
    expect(told.sentence).toMatch(sentence);
  },
);

test('while traffic is being moved, that is what is told', () => {
  const promoting = { version: '1.3.0', from: '1.0.0', runId: 'run-1.3.0', since: at(50) };
  expect(servedAt(at(49), { ...record, promoting }).promoting).toBeNull();
  const told = servedAt(at(51), { ...record, promoting });
  expect(told).toMatchObject({ version: '1.0.0', promoting: { version: '1.3.0', from: '1.0.0', since: at(50) } });
  expect(told.sentence).toContain('on its way from 1.0.0 to 1.3.0');
});

test.each([
  ['mirrored', 'copies of 20 % of the requests'],
  ['replayed', 'requests that were captured before'],
] as const)('a candidate whose requests are %s answers nobody', (manner, copies) => {
  const shadow = { ...rollout('1.1.0', [{ ...window(20, 22, 20), manner }]), strategy: 'shadow' };
  const told = servedAt(at(21), { ...record, rollouts: [shadow] });
  expect(told.shares).toEqual([{ version: '1.0.0', percent: 100 }]);
  expect(told.sentence).toBe(
    `a rollout of 1.1.0 (shadow) was under way: 1.0.0 100 %; 1.1.0 got ${copies}, and answered nobody`,
  );
});
