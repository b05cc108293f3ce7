import { OPERATOR_NAMES } from '../../../lib/local/states-language/choice/operators.ts';
import { run } from './harness.ts';

const decide = async (rule: Record<string, unknown>, input: unknown = {}) => {
  const end = { Type: 'Succeed' };
  const definition = {
    StartAt: 'Choose',
    States: { Choose: { Type: 'Choice', Choices: [{ ...rule, Next: 'Yes' }], Default: 'No' }, Yes: end, No: end },
  };
  const { history, error, cause } = await run(definition, input);
  const entered = history.find(({ type }) => type === 'SucceedStateEntered')?.stateEnteredEventDetails?.name;
  return entered ?? `${error}: ${cause}`;
};

test('all 39 operators of the language are known', () => {
  expect(OPERATOR_NAMES).toHaveLength(16 * 2 + 7);
});

test.each([
  [{ Variable: '$.s', StringEquals: 'b' }, true],
  [{ Variable: '$.s', StringLessThan: 'c' }, true],
  [{ Variable: '$.n', StringEquals: '1' }, false],
  [{ Variable: '$.s', StringMatches: 'b*' }, true],
  [{ Variable: '$.star', StringMatches: 'a\\*c.*' }, true],
  [{ Variable: '$.star', StringMatches: 'ax*' }, false],
  [{ Variable: '$.n', NumericGreaterThanEqualsPath: '$.n' }, true],
  [{ Variable: '$.n', NumericLessThan: 1 }, false],
  [{ Variable: '$.t', BooleanEquals: true }, true],
  [{ Variable: '$.at', TimestampGreaterThan: '2026-01-01T12:00:00+01:00' }, true],
  [{ Variable: '$.at', TimestampEquals: '2026-01-01T13:00:00+01:00' }, true],
  [{ Variable: '$.at', IsTimestamp: true }, true],
  [{ Variable: '$.s', IsTimestamp: false }, true],
  [{ Variable: '$.null', IsNull: true }, true],
  [{ Variable: '$.gone', IsPresent: false }, true],
  [{ Variable: '$.null', IsPresent: true }, true],
  [{ Variable: '$.n', IsNumeric: true }, true],
  [{ And: [{ Variable: '$.n', IsNumeric: true }, { Not: { Variable: '$.n', NumericEquals: 2 } }] }, true],
  [
    {
      Or: [
        { Variable: '$.n', NumericEquals: 2 },
        { Variable: '$.s', IsString: false },
      ],
    },
    false,
  ],
])('%j is %s', async (rule, answer) => {
  const input = { s: 'b', n: 1, t: true, null: null, star: 'a*c.d', at: '2026-01-01T12:00:00Z' };
  expect(await decide(rule, input)).toBe(answer ? 'Yes' : 'No');
});

test('a variable that leads nowhere ends the execution, unless IsPresent asks', async () => {
  expect(await decide({ Variable: '$.gone', NumericEquals: 1 })).toContain("Invalid path '$.gone'");
});

test('without a matching rule and a default, States.NoChoiceMatched ends the execution', async () => {
  const { error, status } = await run(
    {
      StartAt: 'Choose',
      States: {
        Choose: { Type: 'Choice', Choices: [{ Variable: '$.n', IsNull: true, Next: 'End' }] },
        End: { Type: 'Succeed' },
      },
    },
    { n: 1 },
  );
  expect([status, error]).toEqual(['FAILED', 'States.NoChoiceMatched']);
});
