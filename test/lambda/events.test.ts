import { intakeOf, recoverOf } from '../../lambda/events.ts';

const digest = 'a'.repeat(64);
const env = { SIGNALBOX_PIPELINE: 'iris', SIGNALBOX_SOURCE_DIGEST: digest };
const created = (key: string) => ({
  version: '0',
  source: 'aws.s3',
  'detail-type': 'Object Created',
  detail: {
    version: '0',
    bucket: { name: 'data' },
    object: { key, size: 5, etag: 'e', 'version-id': 'v' },
    reason: 'PutObject',
  },
});

test('an object that S3 reports is a data drop of its folder, with the deployed source', () => {
  expect(intakeOf(created('incoming/iris/2026-11-23/a b.csv'), env)).toEqual({
    pipeline: 'iris',
    trigger: { kind: 'data', detail: 'incoming/iris/2026-11-23/a b.csv' },
    prefix: 'incoming/iris/2026-11-23/',
    sourceDigest: digest,
    commit: null,
  });
  expect(intakeOf(created('a.csv'), { ...env, SIGNALBOX_SOURCE_COMMIT: 'abc' })).toMatchObject({
    prefix: 'a.csv',
    commit: 'abc',
  });
});

test('other triggers send an intake input, which is taken as it is', () => {
  const input = { pipeline: 'iris', trigger: { kind: 'push', detail: 'main' }, sourceDigest: digest, commit: 'abc' };
  expect(intakeOf(input, {})).toEqual(input);
});

test('anything else is refused by name, and so is a drop where no source is deployed', () => {
  expect(() => intakeOf({ source: 'aws.ec2' }, env)).toThrow(/Object Created/);
  expect(() => intakeOf(null, env)).toThrow(/Object Created/);
  expect(() => intakeOf(created('incoming/a.csv'), { SIGNALBOX_PIPELINE: 'iris' })).toThrow(/sourceDigest/);
});

test('the watchdog’s event names the execution, Delivery names its own, and the reaper names none', () => {
  const executionArn = 'arn:aws:states:x';
  const event = { source: 'aws.states', detail: { executionArn, status: 'ABORTED' } };
  expect(recoverOf(event)).toEqual({ executionArn });
  expect(recoverOf({ executionArn })).toEqual({ executionArn });
  expect(recoverOf({})).toEqual({});
});
