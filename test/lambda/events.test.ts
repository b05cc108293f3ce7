import { intakeInputOf, messagesOf, operateOf, recoverOf } from '../../lambda/events.ts';

const digest = 'a'.repeat(64);

test('an intake input is taken as it is, and nothing else for one', () => {
  const input = { pipeline: 'iris', trigger: { kind: 'push', detail: 'main' }, sourceDigest: digest, commit: 'abc' };
  expect(intakeInputOf(input)).toEqual(input);
  expect(intakeInputOf({ ...input, snapshot: '../channels/production' })).toBeUndefined();
  expect(intakeInputOf({ ...input, surprise: 1 })).toBeUndefined();
  expect(intakeInputOf(null)).toBeUndefined();
});

test('a batch of SQS is its messages, and of nobody else', () => {
  const record = { eventSource: 'aws:sqs', messageId: 'm', body: '{}', receiptHandle: 'h' };
  expect(messagesOf({ Records: [record] })).toEqual([{ id: 'm', body: '{}' }]);
  expect(messagesOf({ Records: [{ ...record, eventSource: 'aws:s3' }] })).toBeUndefined();
  expect(messagesOf({ source: 'aws.s3' })).toBeUndefined();
});

test('the watchdog’s event names the execution, Delivery names its own, and the reaper names none', () => {
  const executionArn = 'arn:aws:states:x';
  const event = { source: 'aws.states', detail: { executionArn, status: 'ABORTED' } };
  expect(recoverOf(event)).toEqual({ executionArn });
  expect(recoverOf({ executionArn })).toEqual({ executionArn });
  expect(recoverOf({})).toEqual({});
});

test('an operator says what and who; a version and an overwriting are for a rollback only', () => {
  expect(operateOf({ operation: 'abort', by: 'ada' })).toEqual({ operation: 'abort', by: 'ada' });
  const back = { operation: 'rollback', by: 'ada', to: '1.0.0', overwrite: true };
  expect(operateOf(back)).toEqual(back);
  for (const wrong of [{ operation: 'stop', by: 'ada' }, { operation: 'abort' }, { ...back, operation: 'abort' }, null])
    expect(() => operateOf(wrong)).toThrow(/one of rollback, promote, pause, resume, abort/);
});
