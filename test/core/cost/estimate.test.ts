import type { Estimate } from '../../../lib/core/cost/estimate.ts';
import { estimateOf } from './facts.ts';

const found = ({ lines }: Estimate, what: string) => lines.filter((line) => line.what.includes(what));

test('builds are billed by begun minutes of their own size, and training for as long as the policy allows', () => {
  const told = estimateOf('us-east-1', { checksMinutes: 2.5, imageMinutes: 4 });
  expect(found(told, 'checks')).toMatchObject([{ service: 'CodeBuild', quantity: 3, dollars: 0.03 }]);
  expect(found(told, 'image')[0]).toMatchObject({ service: 'CodeBuild', quantity: 4, dollars: 0.08 });
  // 300 s in examples/iris.
  expect(found(told, 'training')).toMatchObject([{ quantity: 5, dollars: 0.025 }]);
});

test('steps cost their calls, memory and disk by the second', () => {
  const steps = found(estimateOf('us-east-1', { stepSeconds: 2, dataGb: 1, profileSecondsPerGb: 30 }), 'steps');
  const quantity = (unit: string) => steps.find((line) => line.unit === unit)?.quantity;
  // Admit 2 s; four shards of a gigabyte, 2 s each and 30 s for the gigabyte: each at 1 GB of memory.
  expect(quantity('GB-seconds')).toBeCloseTo(2 + 38, 9);
  expect(quantity('GB-seconds of /tmp beyond 512 MiB')).toBeCloseTo(38, 9);
  expect(quantity('requests')).toBe(5);
});

test('a month is its runs, its callers, what is paid whatever happens and what it leaves', () => {
  const told = estimateOf('us-east-1', { runsPerMonth: 10 });
  const sum = (part: string) =>
    told.lines.filter((line) => line.part === part).reduce((all, { dollars }) => all + (dollars ?? 0), 0);
  expect(told.perRun).toBeCloseTo(sum('run'), 12);
  expect(told.perMonth).toBeCloseTo(10 * sum('run') + sum('serving') + sum('idle') + sum('storage'), 12);
  expect(told.idlePerMonth).toBeCloseTo(sum('idle'), 12);
});

test('without a run and a request, alarms, clocks and polls are paid, and nothing by the hour', () => {
  // 3 alarms at 0.10; 1,000 looks of a second and a gigabyte; 657,000 polls.
  const { idlePerMonth } = estimateOf();
  expect(idlePerMonth).toBeCloseTo(0.3 + 1_000 * 0.0000166667 + 0.001 * 0.2 + 0.657 * 0.4, 9);
});

test('instances of an endpoint are paid by the hour whether or not they are called, and so is what is kept ready', () => {
  const endpoint = estimateOf('us-east-1', {}, { served: { kind: 'instances', size: 'ml.m5.large', count: 2 } });
  expect(found(endpoint, 'endpoint')).toMatchObject([{ part: 'idle', quantity: 1_460, dollars: 167.9 }]);
  const ready = { kind: 'function', memoryMiB: 2_048, architecture: 'x86_64', keptReady: 3 } as const;
  const kept = found(estimateOf('us-east-1', {}, { served: ready }), 'kept ready');
  expect(kept).toMatchObject([{ part: 'idle', quantity: 3 * 2 * 730 * 3_600 }]);
});

test('a region has its own price where it is known to differ', () => {
  const drops = (region: 'us-east-1' | 'eu-central-1') => found(estimateOf(region, { dataGb: 1 }), 'drops')[0]?.dollars;
  expect(drops('us-east-1')).toBeCloseTo(60 * 0.023, 9);
  expect(drops('eu-central-1')).toBeCloseTo(60 * 0.0245, 9);
});

test('what has no price is told, and in no sum', () => {
  const training = { kind: 'instances', size: 'ml.p9.huge', count: 1, spot: true } as const;
  const told = estimateOf('us-east-1', {}, { training, hourly: ['Nat'], unknown: ['AWS::New::Thing'] });
  expect(found(told, 'training')).toMatchObject([{ dollars: null, source: null }]);
  expect(Number.isFinite(told.perRun)).toBe(true);
  expect(told.leftOut.slice(0, 3)).toEqual([
    expect.stringMatching(/^training on 1 x ml\.p9\.huge.*the price table has no instance-ml\.p9\.huge/),
    'Nat, which is paid by the hour',
    'AWS::New::Thing, of which nobody knows how it is paid',
  ]);
});
