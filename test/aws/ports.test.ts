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
