import { judge } from '../../../lib/core/judge/judge.ts';
import type { Look, Ruling } from '../../../lib/core/judge/look.ts';
import type { OperateInput } from '../../../lib/core/operation.ts';
import type { ArmWindow } from '../../../lib/core/rollout/traffic.ts';
import { pause } from '../../../lib/steps/operations/pause.ts';
import { resume } from '../../../lib/steps/operations/resume.ts';
import { rolloutJudge } from '../../../lib/steps/rollout-judge.ts';
import { type Rollout, shiftedTo } from '../rollout.ts';

jest.mock('../../../lib/core/judge/judge.ts', () => ({ judge: jest.fn() }));

const looks: Look[] = [];
const goOn = (look: Look): Ruling => ({
  decision: 'continue',
  verdict: null,
  sentence: 'not yet',
  statistics: [],
  state: { seen: look.earlier.length + 1 },
});

/** Rules as told; the look is kept. */
function ruling(rule: (look: Look) => Ruling = goOn): void {
  jest.mocked(judge).mockImplementation((look) => {
    looks.push(look);
    return rule(look);
  });
}

beforeEach(() => {
  looks.length = 0;
  ruling();
});

const ask = ({ ports, input }: Rollout, step = 0) => rolloutJudge({ ...input, step, looks: 0 }, ports);
const ada = (operation: OperateInput['operation']): OperateInput => ({
  operation,
  by: 'ada',
  pipeline: 'iris',
  runId: `operator-${operation}`,
  executionArn: `arn:operator:${operation}`,
});

async function bakedFor(seconds: number): Promise<Rollout> {
  const rollout = await shiftedTo(0);
  rollout.ports.clock.advance(seconds);
  return rollout;
}

test('windows begin at multiples of their width, the first wholly after the shift, and partial ones are not looked at', async () => {
  const rollout = await shiftedTo(0, 0.4);
  const read = jest.spyOn(rollout.ports.metrics, 'read');
  rollout.ports.clock.advance(3.2);
  await ask(rollout);
  expect(read.mock.calls).toEqual([
    ['2026-01-01T00:00:01.000Z', '2026-01-01T00:00:02.000Z'],
    ['2026-01-01T00:00:02.000Z', '2026-01-01T00:00:03.000Z'],
  ]);
  expect(looks.map(({ secondsInStep }) => secondsInStep)).toEqual([1.6, 2.6]);
});

test('what is not wholly known yet waits for the next look', async () => {
  const rollout = await bakedFor(5);
  rollout.ports.metrics.knownUntil = async () => '2026-01-01T00:00:02.999Z';
  await ask(rollout);
  await ask(rollout);
  expect(looks).toHaveLength(2);
});

test('one call judges all windows in order, each once, and hands the judge what it left behind', async () => {
  const rollout = await bakedFor(3);
  await ask(rollout);
  expect(looks.map(({ state }) => state)).toEqual([undefined, { seen: 1 }, { seen: 2 }]);
  expect(looks.map(({ earlier }) => earlier.length)).toEqual([0, 1, 2]);
  rollout.ports.clock.advance(1);
  await ask(rollout);
  expect(looks.at(-1)).toMatchObject({ state: { seen: 3 }, secondsInStep: 4 });
});

test('it stops at the first decision, and what came after it is not looked at', async () => {
  ruling((look) => ({ ...goOn(look), decision: look.secondsInStep < 2 ? 'continue' : 'advance' }));
  const rollout = await bakedFor(10);
  expect(await ask(rollout)).toMatchObject({ decision: 'advance', step: 1 });
  expect(await ask(rollout)).toMatchObject({ decision: 'advance', step: 1 });
  expect(looks).toHaveLength(2);
});

test('where a fresh copy of stable runs, the candidate is compared with it', async () => {
  const rollout = await bakedFor(1);
  const arm = (servableId: string, requests: number): ArmWindow => ({
    ...{ servableId, requests, errors: 0, p50Ms: null, p99Ms: null },
  });
  rollout.ports.metrics.read = async () => [
    arm('v-1.0.0', 80),
    { ...arm('v-1.0.0', 10), baseline: true },
    arm('v-1.0.1', 10),
  ];
  await ask(rollout);
  expect(looks[0]).toMatchObject({ candidate: { requests: 10 }, champion: { requests: 10, baseline: true } });
});

describe('while it is paused', () => {
  test('time stands still, and goes on where it stood', async () => {
    const rollout = await bakedFor(2);
    await pause(ada('pause'), rollout.ports);
    rollout.ports.clock.advance(100);
    expect(await ask(rollout)).toMatchObject({
      decision: 'continue',
      sentence: expect.stringMatching(/^ada holds it/),
    });
    expect(looks.at(-1)).toMatchObject({ paused: true });
    expect(Math.max(...looks.map(({ secondsInStep }) => secondsInStep))).toBe(2);
    await ask(rollout);
    await resume(ada('resume'), rollout.ports);
    rollout.ports.clock.advance(1);
    await ask(rollout);
    expect(looks.at(-1)).toMatchObject({ paused: false, secondsInStep: 3 });
  });

  test('what had been decided waits, unless it is to go back', async () => {
    ruling((look) => ({ ...goOn(look), decision: 'promote', verdict: 'pass' }));
    const rollout = await bakedFor(1);
    expect(await ask(rollout)).toMatchObject({ decision: 'promote' });
    await pause(ada('pause'), rollout.ports);
    expect(await ask(rollout)).toMatchObject({ decision: 'continue' });
    await resume(ada('resume'), rollout.ports);
    expect(await ask(rollout)).toMatchObject({ decision: 'promote' });
  });

  test('what is proven worse goes back', async () => {
    ruling((look) => ({ ...goOn(look), decision: 'roll_back', verdict: 'fail' }));
    const rollout = await bakedFor(1);
    await pause(ada('pause'), rollout.ports);
    expect(await ask(rollout)).toMatchObject({ decision: 'roll_back' });
  });
});

describe('a judge that fails', () => {
  beforeEach(() =>
    ruling(() => {
      throw new Error('no such statistic');
    }),
  );

  test('lets nothing through', async () => {
    const rollout = await bakedFor(3);
    expect(await ask(rollout)).toMatchObject({
      decision: 'continue',
      sentence: expect.stringMatching(/^the judge failed, .*no such statistic/),
    });
  });

  test('has the safe default act when time is over', async () => {
    expect(await ask(await bakedFor(9))).toMatchObject({ decision: 'roll_back' });
  });
});

test('metrics that never come are no requests, a quarter of an hour after the time ran out', async () => {
  const rollout = await bakedFor(9 + 899);
  rollout.ports.metrics.knownUntil = async () => '2026-01-01T00:00:00.000Z';
  expect(await ask(rollout)).toMatchObject({ decision: 'continue', sentence: 'no new window yet' });
  rollout.ports.clock.advance(2);
  await ask(rollout);
  expect(looks[0]).toMatchObject({ candidate: null, champion: null });
});

test('whoever watches the judge hears of each look', async () => {
  const told: boolean[] = [];
  const rollout = await bakedFor(1);
  rollout.ports.beacon = { tell: async (worse) => void told.push(worse) };
  await ask(rollout);
  ruling((look) => ({ ...goOn(look), decision: 'roll_back', verdict: 'fail' }));
  rollout.ports.clock.advance(1);
  await ask(rollout);
  expect(told).toEqual([false, true]);
});
