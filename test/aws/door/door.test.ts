import { json, refusal } from '../../../lib/aws/door/answer.ts';
import { binMetric, binOf } from '../../../lib/aws/door/measures.ts';
import { layout } from '../../../lib/core/store-layout.ts';
import { DoorWorld, mirrored, predicting, sticky } from './world.ts';

const body = '{"instances":[{"x":1}]}';
const bin = (label: string) => ({ [binMetric(binOf(label))]: 1 });

describe('without a route of its own', () => {
  test('the door hands a request on to the target, with what a container may see of it, and the answer back', async () => {
    const world = new DoorWorld();
    const headers = { accept: 'text/csv', authorization: 'AWS4-HMAC-SHA256 …', cookie: 'a=b' };
    const answer = await world.call({ body, headers });
    expect(answer).toMatchObject({ status: 200, body: { predictions: [{ label: 'a' }] }, servable: 'one' });
    expect(world.asked).toEqual([
      {
        to: 'live',
        invocation: { body, isBase64: false, headers: { 'content-type': 'application/json', accept: 'text/csv' } },
        limitMs: 59_000,
      },
    ]);
    expect(world.counted).toMatchObject([{ Pipeline: 'iris', Servable: 'one', Arm: 'live', Requests: 1 }]);
  });

  test('ping tells whether the target serves', async () => {
    const world = new DoorWorld();
    expect(await world.call({ method: 'GET', path: '/ping' })).toMatchObject({ status: 200, body: { ready: true } });
    world.pinged = 502;
    expect(await world.call({ method: 'GET', path: '/ping' })).toMatchObject({ status: 503, body: { ready: false } });
  });

  test.each([
    [{ path: '/' }, 404, 'unknown-path'],
    [{ path: '/constructor' }, 404, 'unknown-path'],
    [{ path: '/__proto__' }, 404, 'unknown-path'],
    [{ method: 'GET', path: '/invocations' }, 405, 'wrong-method'],
    [{ method: 'POST', path: '/ping' }, 405, 'wrong-method'],
  ])('%j is refused by its code', async (sent, status, code) => {
    const answer = await new DoorWorld().call(sent);
    expect(answer).toMatchObject({ status, body: { error: { code } } });
  });

  test.each([
    [null, 404],
    ['text', 404],
    [{}, 404],
    [{ rawPath: '/invocations' }, 405],
    [{ rawPath: '/invocations', requestContext: { http: { method: 'POST' } }, body: 7 }, 400],
  ])('an event that no function URL sends is refused: %j', async (event, status) => {
    expect(await new DoorWorld().call({ event })).toMatchObject({ status });
  });

  test('a line is kept by the second, and names every metric that it holds', async () => {
    const world = new DoorWorld();
    await world.call({ body });
    const [line] = world.lines as [{ _aws: { Timestamp: number; CloudWatchMetrics: Array<Record<string, unknown>> } }];
    expect(line._aws.Timestamp).toBe(Date.parse('2026-11-27T18:00:00.000Z'));
    const [directive] = line._aws.CloudWatchMetrics;
    expect(directive).toMatchObject({ Namespace: 'Signalbox/Door', Dimensions: [['Pipeline', 'Servable', 'Arm']] });
    const metrics = directive?.Metrics as Array<{ Name: string; StorageResolution: number }>;
    expect(metrics.every(({ Name, StorageResolution }) => Name in line && StorageResolution === 1)).toBe(true);
  });
});

describe('mirrored', () => {
  test('the caller is answered by stable before the candidate is even asked', async () => {
    const world = await new DoorWorld().routed(mirrored);
    expect(await world.call({ body })).toMatchObject({ status: 200, servable: 'one' });
    expect(world.events).toEqual(['asked live', 'answered', 'asked two']);
    expect(world.asked[1]).toMatchObject({ invocation: { body }, limitMs: 10_000 });
  });

  test.each([
    ['fails', async () => refusal(502, 'model-failed', 'x', 'two'), { ServerErrors: 1 }],
    ['says NaN', async () => json(200, 'never', 'two'), { ServerErrors: 0, Compared: 1, Disagreed: 1 }],
    ['refuses what stable takes', async () => json(400, {}, 'two'), { ServerErrors: 0, Compared: 1, Disagreed: 1 }],
    ['says something else', async () => predicting('b', 'two'), { Compared: 1, Disagreed: 1, ...bin('b') }],
    ['says the same', async () => predicting('a', 'two'), { Compared: 1, Disagreed: 0, ...bin('a') }],
  ])('a candidate that %s reaches no caller, and is counted', async (_, version, counts) => {
    const world = await new DoorWorld().routed(mirrored);
    world.answers.version = version;
    expect(await world.call({ body })).toMatchObject({ status: 200, body: { predictions: [{ label: 'a' }] } });
    expect(world.counted).toEqual([
      expect.objectContaining({ Servable: 'one', Arm: 'stable', Requests: 1, ...bin('a') }),
      expect.objectContaining({ Servable: 'two', Arm: 'candidate', Requests: 1, ...counts }),
    ]);
  });

  test('numbers within the tolerance agree, and a failure is no disagreement', async () => {
    const world = await new DoorWorld().routed({ ...mirrored, door: { ...mirrored.door, tolerance: 0.5 } });
    world.answers.live = async () => json(200, { predictions: [1, 2] }, 'one');
    const said = [[1.4, 2], [1, 2.6], [1]];
    world.answers.version = async () => json(200, { predictions: said.shift() }, 'two');
    for (const _ of [1, 2, 3]) await world.call({ body });
    world.answers.version = async () => refusal(504, 'model-too-slow', 'x', 'two');
    await world.call({ body });
    const candidate = world.counted.filter(({ Arm }) => Arm === 'candidate');
    expect(candidate.map(({ Disagreed }) => Disagreed)).toEqual([0, 1, 1, undefined]);
  });

  test('what stable could not answer is no measure of the candidate', async () => {
    const world = await new DoorWorld().routed(mirrored);
    world.answers.live = async () => json(400, { error: 'bad request' }, 'one');
    expect(await world.call({ body })).toMatchObject({ status: 400 });
    expect(world.counted[1]).not.toHaveProperty('Compared');
  });

  test('only as many requests are copied as the route says', async () => {
    const world = await new DoorWorld().routed({ ...mirrored, candidatePercent: 25 });
    let n = 0;
    world.uniform = () => (n++ % 100) / 100;
    // Two numbers a request: one for the copy, one for the capture.
    for (let i = 0; i < 100; i += 1) await world.call({ body });
    expect(world.events.filter((what) => what === 'asked two')).toHaveLength(26);
  });

  test('a copy never outlasts the function, and is left out when no time is left', async () => {
    const world = await new DoorWorld().routed(mirrored);
    world.leftMs = 5_000;
    await world.call({ body });
    expect(world.asked[1]?.limitMs).toBe(4_000);
    world.leftMs = 900;
    await world.call({ body });
    expect(world.asked).toHaveLength(3);
  });
});

describe('sticky', () => {
  const users = Array.from({ length: 400 }, (_, i) => `user-${i}`);
  const servableOf = async (world: DoorWorld, user: string) =>
    (await world.call({ body, headers: { 'x-user-id': user } })).servable;

  test('a user stays with one version, whoever else comes, and whichever instance answers', async () => {
    const [world, other] = [await new DoorWorld().routed(sticky), await new DoorWorld().routed(sticky)];
    const first = await Promise.all(users.map((user) => servableOf(world, user)));
    expect(new Set(first)).toEqual(new Set(['one', 'two']));
    expect(await Promise.all(users.toReversed().map((user) => servableOf(other, user)))).toEqual(first.toReversed());
  });

  test('a request without a user is answered by stable and is not counted for it', async () => {
    const world = await new DoorWorld().routed(sticky);
    expect(await world.call({ body })).toMatchObject({ status: 200, servable: 'one' });
    expect(world.counted).toMatchObject([{ Servable: 'one', Arm: 'uncounted' }]);
  });

  test('a candidate that is nowhere to be found is a failure of it, not of stable', async () => {
    const world = await new DoorWorld().routed({ ...sticky, candidatePercent: 100 });
    world.answers.version = async () => refusal(503, 'no-version', 'x', 'two');
    expect(await world.call({ body, headers: { 'x-user-id': 'u' } })).toMatchObject({ status: 503 });
    expect(world.counted).toMatchObject([{ Servable: 'two', Arm: 'candidate', ServerErrors: 1 }]);
  });

  test('nothing that is written names the user or holds what was sent', async () => {
    const world = await new DoorWorld().routed(sticky);
    await world.call({ body: '{"instances":["secret-payload"]}', headers: { 'x-user-id': 'secret-user' } });
    await world.call({ path: '/outcomes', body: '{"user":"secret-user","value":1}' });
    expect(world.lines).toHaveLength(2);
    expect(JSON.stringify(world.lines)).not.toContain('secret');
  });
});

describe('outcomes', () => {
  test('count for the version that the user stays with, scaled to 0 to 1', async () => {
    const door = { ...sticky.door, lowest: -10, highest: 10 };
    const world = await new DoorWorld().routed({ ...sticky, door });
    const { servable } = await world.call({ body, headers: { 'x-user-id': 'u7' } });
    expect(await world.call({ path: '/outcomes', body: '{"user":"u7","value":5}' })).toMatchObject({ status: 202 });
    expect(world.counted[1]).toEqual({
      Pipeline: 'iris',
      Servable: servable,
      Arm: servable === 'two' ? 'candidate' : 'stable',
      Outcome: 0.75,
      OutcomeSquare: 0.5625,
    });
  });

  test.each([
    '',
    'null',
    '[]',
    '{"user":"u"}',
    '{"user":"","value":1}',
    '{"user":7,"value":1}',
    '{"user":"u","value":"1"}',
    '{"user":"u","value":null}',
    '{"user":"u","value":NaN}',
    '{"user":"u","value":1e999}',
    '{"user":"u","value":1.01}',
    '{"user":"u","value":-0.01}',
    '{"user":"u","value":1,"more":1}',
    `{"user":"${'u'.repeat(1_025)}","value":1}`,
    `{"user":"u","value":1,"pad":"${'x'.repeat(10_000)}"}`,
  ])('%.40s is refused and counts nowhere', async (text) => {
    const world = await new DoorWorld().routed(sticky);
    const answer = await world.call({ path: '/outcomes', body: text });
    expect(answer).toMatchObject({ status: 400, body: { error: { code: 'bad-outcome' } } });
    expect(world.lines).toEqual([]);
  });

  test('are refused while no users are divided', async () => {
    for (const route of [null, mirrored])
      expect(
        await (await new DoorWorld().routed(route)).call({ path: '/outcomes', body: '{"user":"u","value":1}' }),
      ).toMatchObject({ status: 409, body: { error: { code: 'no-test' } } });
  });

  test('may come in base64, as a client sends them that says nothing of their type', async () => {
    const world = await new DoorWorld().routed(sticky);
    const text = Buffer.from('{"user":"u","value":1}').toString('base64');
    expect(await world.call({ path: '/outcomes', body: text, isBase64Encoded: true })).toMatchObject({ status: 202 });
  });
});

describe('captures', () => {
  const kept = async (world: DoorWorld) => {
    const texts: string[] = [];
    for await (const { key } of world.store.list(layout.captured))
      texts.push(`${key.slice(0, 23)} ${new TextDecoder().decode((await world.store.get(key))?.bytes)}`);
    return texts;
  };

  test('a sampled body becomes one line under its hour, after the answer', async () => {
    const world = new DoorWorld();
    world.capturePercent = 10;
    await world.call({ body: '{\n "instances": [1]\n}' });
    world.uniform = () => 0.1;
    await world.call({ body });
    expect(await kept(world)).toEqual(['captured/2026-11-27/18/ {"instances":[1]}\n']);
  });

  test('what is no JSON, or too large, is not kept, and a store that fails harms nobody', async () => {
    const world = new DoorWorld();
    world.capturePercent = 100;
    await world.call({ body: 'a,b\n1,2' });
    await world.call({ body: JSON.stringify({ instances: ['x'.repeat(70_000)] }) });
    expect(await kept(world)).toEqual([]);
    world.store.put = async () => {
      throw new Error('down');
    };
    expect(await world.call({ body })).toMatchObject({ status: 200 });
  });
});
