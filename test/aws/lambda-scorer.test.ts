import { LambdaScorer } from '../../lib/aws/lambda-scorer.ts';
import { FakeLambda } from '../fakes/lambda.ts';

function setUp() {
  const fake = new FakeLambda();
  fake.head = { Version: '$LATEST' };
  fake.versions = ['one', 'two'].map((Description, i) => ({ Version: `${i + 1}`, Description }));
  return { fake, scorer: new LambdaScorer(fake.client, 'iris') };
}

test('asks the version of that servable as a function URL would, and reads its JSON', async () => {
  const { fake, scorer } = setUp();
  const seen: Array<[Record<string, unknown>, string]> = [];
  fake.invoke = (event, version) => {
    seen.push([event, version]);
    return { statusCode: 200, body: '{"predictions":["setosa"]}', isBase64Encoded: false };
  };
  const answer = await scorer.predict('two', [{ petal_length: 1 }]);
  expect(answer).toMatchObject({ status: 200, body: { predictions: ['setosa'] } });
  expect(answer.latencyMs).toBeGreaterThanOrEqual(0);
  expect(seen[0]?.[1]).toBe('2');
  expect(seen[0]?.[0]).toMatchObject({
    version: '2.0',
    rawPath: '/invocations',
    requestContext: { http: { method: 'POST', path: '/invocations' } },
    headers: { 'content-type': 'application/json' },
    body: '{"instances":[{"petal_length":1}]}',
  });
});

test('an answer in base64 is decoded, and one that is not JSON comes as text', async () => {
  const { fake, scorer } = setUp();
  fake.invoke = () => ({ statusCode: 200, body: Buffer.from('[1,"ä"]').toString('base64'), isBase64Encoded: true });
  expect(await scorer.predict('one', [])).toMatchObject({ body: [1, 'ä'] });
  fake.invoke = () => ({ statusCode: 400, body: 'bad <b>input</b>' });
  expect(await scorer.predict('one', [])).toMatchObject({ status: 400, body: 'bad <b>input</b>' });
});

test('a function that crashes, or answers something else than HTTP, is a bad gateway', async () => {
  const { fake, scorer } = setUp();
  fake.invoke = () => new Error('Runtime exited');
  expect(await scorer.predict('one', [])).toMatchObject({
    status: 502,
    body: expect.stringContaining('Runtime exited'),
  });
  fake.invoke = () => 'hello';
  expect(await scorer.predict('one', [])).toMatchObject({
    status: 502,
    body: expect.stringContaining('not an HTTP response'),
  });
});

test('a servable without a version is our mistake', async () => {
  await expect(setUp().scorer.predict('three', [])).rejects.toMatchObject({ code: 'not-prepared' });
});
