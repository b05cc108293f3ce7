import { InputError, InternalError } from '../../../lib/core/errors.ts';
import { ask, unservable } from '../../../lib/steps/support/ask.ts';

const flower = { label: 'a', probabilities: { a: 1 } };

test('rows are asked fifty at a time, in order, with the latency of each request', async () => {
  const sizes: number[] = [];
  const predict = async (_id: string, instances: unknown[]) => {
    sizes.push(instances.length);
    return { status: 200, body: { predictions: instances.map(() => flower) }, latencyMs: sizes.length };
  };
  const answer = await ask({ predict }, 'v1', 'classification', Array(120).fill({}));
  expect(sizes).toEqual([50, 50, 20]);
  expect(answer).toMatchObject({ status: 'answered', latenciesMs: [1, 2, 3] });
  expect(answer.status === 'answered' && answer.predictions).toHaveLength(120);
});

test('the first bad answer decides, and is a value: the gate judges it', async () => {
  let asked = 0;
  const predict = async () => {
    asked += 1;
    return { status: 500, body: 'out of memory', latencyMs: 1 };
  };
  expect(await ask({ predict }, 'v1', 'classification', Array(120).fill({}))).toEqual({
    status: 'failed',
    code: 'bad-answer',
    sentence: 'the model server answered HTTP 500: out of memory',
  });
  expect(asked).toBe(1);
});

test('no rows are no requests', async () => {
  const predict = () => Promise.reject(new Error('asked'));
  expect(await ask({ predict }, 'v1', 'regression', [])).toMatchObject({ status: 'answered', predictions: [] });
});

test('a model that never came up is a value; a fault of ours is not', () => {
  expect(unservable(new InputError('not-ready', 'no /ping'))).toMatchObject({ status: 'failed', code: 'not-ready' });
  for (const ours of [new InternalError('router-gone', 'gone'), new TypeError('oops')]) {
    expect(() => unservable(ours)).toThrow(ours);
  }
});
