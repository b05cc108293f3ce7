import { SageMakerScorer } from '../../lib/aws/sagemaker-scorer.ts';
import { throttled } from '../fakes/aws/service-error.ts';
import { all, clientsOf, endpointPlace, split } from '../support/sagemaker-place.ts';

async function place() {
  const it = await endpointPlace().live('one', 'two');
  const invoked = () => it.world.runtime.state.invocations.map(({ endpoint, arm }) => [endpoint, arm.variant]);
  return { ...it, it, scorer: new SageMakerScorer(clientsOf(it.world), it.name), invoked };
}

test('a version that serves is asked by its variant, past all weights, and another on the endpoint that proves it', async () => {
  const { it, scorer, invoked } = await place();
  it.world.runtime.answer = () => ({ body: '{"predictions":[1]}' });
  const answer = await scorer.predict('one', [{ a: 1 }]);
  expect(answer).toEqual({ status: 200, body: { predictions: [1] }, latencyMs: expect.any(Number) });
  await scorer.predict('two', [{ a: 1 }]);
  expect(invoked()).toEqual([
    ['signalbox-iris', 'stable-one'],
    ['signalbox-iris-proof-two', 'proof'],
  ]);
  expect(it.world.runtime.state.invocations[0]).toMatchObject({
    body: '{"instances":[{"a":1}]}',
    contentType: 'application/json',
  });
});

test('a version that moved since it was last asked is found again', async () => {
  const { it, scorer, invoked } = await place();
  await scorer.predict('two', []);
  await it.shift(split('one', 'two', 10), all('one'));
  await it.shift(all('two'), split('one', 'two', 10));
  await it.settle('two', 'one');
  it.wait(60);
  await scorer.predict('two', []);
  expect(invoked().at(-1)).toEqual(['signalbox-iris', 'stable-two']);
});

test("a container's own status and words come through, and its silence is a 502", async () => {
  const { it, scorer } = await place();
  it.world.runtime.answer = () => ({ status: 500, body: '{"error":"internal error"}' });
  expect(await scorer.predict('one', [])).toMatchObject({ status: 500, body: { error: 'internal error' } });
  it.world.faults.add('InvokeEndpoint', { kind: 'error', name: 'ModelNotReadyException', message: 'loading' });
  expect(await scorer.predict('one', [])).toMatchObject({ status: 502, body: 'ModelNotReadyException: loading' });
});

test('a version that nobody prepared, and trouble that is not its own, are thrown', async () => {
  const { it, scorer } = await place();
  await expect(scorer.predict('three', [])).rejects.toMatchObject({ code: 'not-prepared' });
  it.world.faults.add('InvokeEndpoint', { kind: 'throttle' });
  await expect(scorer.predict('one', [])).rejects.toMatchObject({ name: throttled('sagemaker-runtime').name });
});
