import { askedBy } from '../../../lib/core/triggers/registry.ts';

const place = { pipeline: 'iris', dataBucket: 'data', repository: null };
const message = { signalbox: 'schedule', pipeline: 'iris', at: '2022-03-22T18:59:43Z' };

test('a schedule asks for a training, and the same time asks for the same one', () => {
  expect(askedBy(message, place)).toEqual({
    ask: 'retrain',
    trigger: { kind: 'schedule', detail: '2022-03-22T18:59:43Z' },
    nonce: '2022-03-22T18:59:43Z',
  });
});

test('a time that the Scheduler did not fill in would be one training for ever: it is refused', () => {
  const event = { ...message, at: '<aws.scheduler.scheduled-time>' };
  expect(() => askedBy(event, place)).toThrow(expect.objectContaining({ code: 'bad-schedule' }));
});

test('a schedule of another pipeline is refused by name', () => {
  expect(() => askedBy({ ...message, pipeline: 'wine' }, place)).toThrow(
    expect.objectContaining({ code: 'other-pipeline', message: expect.stringContaining('wine') }),
  );
});

test('a message of ours with a field too many is refused', () => {
  expect(() => askedBy({ ...message, prefix: 'x' }, place)).toThrow(expect.objectContaining({ code: 'bad-schedule' }));
});
