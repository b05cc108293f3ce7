import { portsFromEnvironment } from '../../lib/aws/ports.ts';

const least = { SIGNALBOX_STORE: 'the-store', SIGNALBOX_DATA: 'the-data' };

test('a step gets its own work folder over shared clients, and the names of the buckets', () => {
  const ports = portsFromEnvironment(least);
  expect(ports('/tmp/a')).toMatchObject({
    workDir: '/tmp/a',
    place: 'aws',
    names: { store: 'the-store', data: 'the-data' },
  });
  expect(ports('/tmp/b').store).toBe(ports('/tmp/a').store);
});

test('a missing or wrong variable is named at the start', () => {
  expect(() => portsFromEnvironment({ SIGNALBOX_STORE: 'the-store' })).toThrow(/SIGNALBOX_DATA/);
  expect(() => portsFromEnvironment({ ...least, SIGNALBOX_SERVED_MEMORY_MB: '64' })).toThrow(
    /SIGNALBOX_SERVED_MEMORY_MB/,
  );
  expect(() => portsFromEnvironment({ ...least, SIGNALBOX_TOPIC_ARN: 'topic' })).toThrow(/SIGNALBOX_TOPIC_ARN/);
});

test('what a step does not have it is told by name when it calls for it, and not before', async () => {
  const ports = portsFromEnvironment({ ...least, SIGNALBOX_TARGET: 'lambda-alias' })('/tmp/a');
  await expect(ports.target.observe()).rejects.toThrow(/lacks SIGNALBOX_SERVED_FUNCTION/);
  await expect(
    ports.notifier.announce({ kind: 'k', pipeline: 'p', runId: 'r', sentence: 's', facts: {} }),
  ).rejects.toThrow(/lacks SIGNALBOX_TOPIC_ARN/);
});

test('what trains and what it may cost comes with those that have to know, and has to be whole', () => {
  const training = {
    kind: 'instances',
    size: 'ml.m5.large',
    count: 1,
    spot: false,
    limitSeconds: 60,
    budget: { maxDollarsPerRun: 5 },
  };
  const withTraining = (told: object) =>
    portsFromEnvironment({ ...least, SIGNALBOX_TRAINING: JSON.stringify(told) })('/tmp/a');
  expect(withTraining(training).training).toEqual(training);
  expect(portsFromEnvironment(least)('/tmp/a').training).toBeUndefined();
  expect(() => withTraining({ ...training, budget: { maxDollarsPerRun: -5 } })).toThrow(/SIGNALBOX_TRAINING\.budget/);
});
