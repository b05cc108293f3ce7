import { run, single, types } from './harness.ts';

const output = async (state: Record<string, unknown>, input: unknown = {}) => {
  const execution = await run(single(state), input);
  return execution.status === 'SUCCEEDED' ? execution.output : `${execution.error}: ${execution.cause}`;
};

test('input, parameters, result, result path and output path apply in this order', async () => {
  const state = {
    Type: 'Pass',
    InputPath: '$.a',
    Parameters: { 'x.$': '$.b', y: 2 },
    ResultPath: '$.r',
    OutputPath: '$.r',
  };
  expect(await output(state, { a: { b: 1 } })).toEqual({ x: 1, y: 2 });
});

test('null paths drop input, result and output', async () => {
  expect(await output({ Type: 'Pass', InputPath: null }, { a: 1 })).toEqual({});
  expect(await output({ Type: 'Pass', Result: 1, ResultPath: null }, { a: 1 })).toEqual({ a: 1 });
  expect(await output({ Type: 'Pass', OutputPath: null }, { a: 1 })).toEqual({});
});

test('a result path makes the objects on its way and keeps what is beside it', async () => {
  expect(await output({ Type: 'Pass', Result: 1, ResultPath: '$.x.y.z' }, { x: { k: 0 } })).toEqual({
    x: { k: 0, y: { z: 1 } },
  });
});

test('a result path that does not fit is States.ResultPathMatchFailure', async () => {
  expect(await output({ Type: 'Pass', Result: 1, ResultPath: '$.x' }, [1])).toMatch(/^States.ResultPathMatchFailure/);
});

test('variables are seen in later states and in inner scopes, and are assigned all at once', async () => {
  const execution = await run(
    {
      StartAt: 'First',
      States: {
        First: { Type: 'Pass', Assign: { a: 1, 'b.$': '$.n' }, Next: 'Swap' },
        Swap: { Type: 'Pass', Assign: { 'a.$': '$b', 'b.$': '$a' }, Next: 'Inner' },
        Inner: {
          Type: 'Parallel',
          Branches: [single({ Type: 'Pass', Assign: { a: 9 }, Parameters: { 'outer.$': '$a' } })],
          Next: 'Last',
        },
        Last: { Type: 'Pass', Parameters: { 'a.$': '$a', 'b.$': '$b', 'branch.$': '$[0].outer' }, End: true },
      },
    },
    { n: 2 },
  );
  expect(execution.output).toEqual({ a: 2, b: 1, branch: 2 });
});

test('the context object is live', async () => {
  const parameters = {
    'name.$': '$$.State.Name',
    'at.$': '$$.State.EnteredTime',
    'run.$': '$$.Execution.Name',
    'input.$': '$$.Execution.Input.n',
    'machine.$': '$$.StateMachine.Name',
  };
  const execution = await run(
    {
      StartAt: 'Wait',
      States: {
        Wait: { Type: 'Wait', Seconds: 90, Next: 'Look' },
        Look: { Type: 'Pass', Parameters: parameters, End: true },
      },
    },
    { n: 3 },
  );
  expect(execution.output).toEqual({
    name: 'Look',
    at: '2026-01-01T00:01:30.000Z',
    run: 'run-1',
    input: 3,
    machine: 'machine',
  });
});

test('an output above 256 KiB is States.DataLimitExceeded', async () => {
  const fits = await run(single({ Type: 'Pass', Result: 'x'.repeat(262_142) }));
  const exceeds = await run(single({ Type: 'Pass', Result: 'é'.repeat(131_072) }));
  expect([fits.status, exceeds.status, exceeds.error]).toEqual(['SUCCEEDED', 'FAILED', 'States.DataLimitExceeded']);
});

test('an input above 256 KiB does not start', () => {
  expect(() => run(single({ Type: 'Succeed' }), 'x'.repeat(262_143))).toThrow(/more than 262144 bytes/);
});

test('ids and previous ids follow the line of control', async () => {
  const { history } = await run(single({ Type: 'Pass' }));
  expect(history.map(({ id, previousEventId }) => [id, previousEventId])).toEqual([
    [1, 0],
    [2, 0],
    [3, 2],
    [4, 3],
  ]);
  expect(types(await run(single({ Type: 'Fail', Error: 'E' })))).toEqual([
    'ExecutionStarted',
    'FailStateEntered',
    'ExecutionFailed',
  ]);
});

test('a key named __proto__ is data like any other', async () => {
  const value = JSON.parse('{"__proto__": {"a": 1}, "b": 2}');
  const result = await output({ Type: 'Pass', Parameters: { 'copy.$': '$' } }, value);
  expect(JSON.stringify(result)).toBe('{"copy":{"__proto__":{"a":1},"b":2}}');
});
