import { environment } from '../../lib/core/environment.ts';
import { type AlarmId, alarmKinds } from '../../lib/infra/alarms/registry.ts';
import { callers } from './alarms/callers.ts';
import type { Cases } from './alarms/case.ts';
import { looks } from './alarms/looks.ts';
import { queues } from './alarms/queues.ts';
import { goodDay, runs } from './alarms/runs.ts';
import type { Scene } from './alarms/scene.ts';
import { watchers } from './alarms/watchers.ts';

const cases: Cases<AlarmId> = { ...runs, ...looks, ...queues, ...watchers, ...callers };
const alignments = ['clock', 'sliding'] as const;

let printed: string[];
beforeEach(() => {
  process.env = {
    ...process.env,
    [environment.pipeline]: 'iris',
    [environment.storeBucket]: 'the-store',
    [environment.dataBucket]: 'the-data',
    [environment.intakeQueueUrl]: 'https://queue',
    [environment.dataExpected]: 'true',
    POWERTOOLS_DEV: 'true',
  };
  printed = [];
  jest.spyOn(process.stdout, 'write').mockImplementation((chunk) => {
    printed.push(...String(chunk).split('\n'));
    return true;
  });
  for (const method of ['info', 'warn', 'error'] as const) jest.spyOn(console, method).mockImplementation(() => {});
});
afterEach(() => jest.restoreAllMocks());

test('every alarm has a scenario that sets it off, and one that comes near and does not', () => {
  expect(Object.keys(cases).sort()).toEqual(Object.keys(alarmKinds).sort());
  for (const one of Object.values(cases))
    expect(one).toEqual({ fires: expect.any(Function), stays: expect.any(Function) });
});

/** Of what people are told in a scenario, whichever way CloudWatch aligns its periods. */
async function toldIn(act: () => Promise<Scene>, id: AlarmId): Promise<string[][]> {
  const scene = await act();
  for (const line of printed) scene.log.print(line);
  return alignments.map((alignment) => scene.told(id, alignment));
}

/** These always have a value, so that it is their silence which is told. */
const bad = (id: AlarmId) => (id.endsWith('-silent') ? 'INSUFFICIENT_DATA' : 'ALARM');

test('on the first day of a pipeline, where all is well, nobody is told of anything', async () => {
  const scene = await goodDay();
  for (const line of printed) scene.log.print(line);
  const told = Object.keys(cases).flatMap((id) =>
    alignments.flatMap((alignment) => scene.told(id, alignment).map((state) => [id, state])),
  );
  expect(told).toEqual([]);
});

describe.each(Object.entries(cases) as Array<[AlarmId, (typeof cases)[AlarmId]]>)('%s', (id, { fires, stays }) => {
  test('goes off', async () => {
    for (const told of await toldIn(fires, id)) expect(told).toContain(bad(id));
  });

  test('does not, where it comes near', async () => {
    for (const told of await toldIn(stays, id)) expect(told).not.toContain(bad(id));
  });
});
