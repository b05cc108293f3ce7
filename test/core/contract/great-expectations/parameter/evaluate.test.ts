import fc from 'fast-check';
import { evaluate } from '../../../../../lib/core/contract/great-expectations/parameter/evaluate.ts';
import { Unreadable } from '../../../../../lib/core/contract/great-expectations/scanner.ts';

const known = {
  nowMs: Date.UTC(2026, 0, 31, 12),
  parameters: { rows: 1_000, since: '2025-01-01', list: [1, 2], 'odd name': 'x' },
};

const values: Array<[expression: string, value: unknown]> = [
  ['rows', 1_000],
  ['list', [1, 2]],
  ['odd name', 'x'],
  ['rows * 0.9', 900],
  ['trunc(rows / 3) + 1', 334],
  ['2^3^2', 512],
  ['-(1 - 3) * -2', -4],
  ['round(2.5) + round(3.5)', 6],
  ['abs(-3) + sgn(-7)', 2],
  ['1e3 + .5', 1_000.5],
  ['cos(PI)', -1],
  ['now()', '2026-01-31T12:00:00'],
  ['now() - timedelta(weeks=52*100)', '1926-06-05T12:00:00'],
  ['now() - timedelta(1, 30)', '2026-01-30T11:59:30'],
  ['datetime(1969, 1, 1)', '1969-01-01T00:00:00'],
  ['datetime(year=2000, month=2, day=3, microsecond=250000)', '2000-02-03T00:00:00.250'],
  ['since + timedelta(days=2)', '2025-01-03T00:00:00'],
];

test.each(values)('%s has the value that Python gives it', (expression, value) => {
  expect(evaluate(expression, known)).toEqual(value);
});

const refused: Array<[expression: string, says: string]> = [
  ['absent', 'No value found for $PARAMETER absent; parameters: rows, since, list, odd name'],
  ['rows +', 'expected a number, a name or `(` at the end'],
  ['rows rows', 'expected an operator at "rows"'],
  ['list + 1', 'the parameter list is [1,2], no number or date'],
  ['open("/etc/passwd")', 'expected a number, a name or `(`'],
  ['exec(1)', 'no function is called exec; functions: sin,'],
  ['now() + now()', 'do not add up'],
  ['now() * 2', 'a moment cannot be multiplied'],
  ['timedelta(days=1)', 'is a span of time'],
  ['timedelta(years=1)', 'no part is called years; parts: days,'],
  ['__proto__', 'expected a number'],
  ['constructor', 'No value found for $PARAMETER constructor'],
  ['('.repeat(5_000), 'nested deeper than 100'],
  ['-'.repeat(5_000), 'nested deeper than 100'],
];

test.each(refused)('%s has no value, and it is said why', (expression, says) => {
  expect(() => evaluate(expression, known)).toThrow(says);
});

test('any text has a value or is refused as unreadable', () => {
  const pieces = fc.constantFrom(
    'now()',
    'rows',
    '+',
    '-',
    '*',
    '/',
    '^',
    '(',
    ')',
    ',',
    'days=',
    'timedelta(',
    '1',
    ' ',
  );
  fc.assert(
    fc.property(
      fc.array(pieces).map((words) => words.join('')),
      (expression) => {
        try {
          expect(evaluate(expression, known)).toBeDefined();
        } catch (thrown) {
          expect(thrown).toBeInstanceOf(Unreadable);
        }
      },
    ),
  );
});
