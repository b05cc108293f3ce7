import { settleAlternatives } from '../../../lib/core/checks/alternatives.ts';
import { noRow } from '../../../lib/core/checks/bound.ts';
import type { Check } from '../../../lib/core/checks/check.ts';
import type { CheckResult, Verdict } from '../../../lib/core/gate.ts';

const judged = (verdict: Verdict, anyOf?: string) => {
  const source = { file: 'c', line: 1, key: 'k' };
  const check: Check = { kind: 'required', columns: ['a'], args: {}, accept: noRow, severity: 'error', source };
  const result: CheckResult = {
    check: 'required',
    subject: 'a',
    verdict,
    sentence: `said ${verdict}`,
    observed: 0,
    allowed: '',
  };
  return { check: anyOf === undefined ? check : { ...check, anyOf }, result };
};
const verdicts = (...all: Parameters<typeof settleAlternatives>[0]) =>
  settleAlternatives(all).map(({ verdict }) => verdict);

test('one alternative that passes is enough, also beside one that could not be judged', () => {
  expect(verdicts(judged('fail', 'x'), judged('pass', 'x'), judged('inconclusive', 'x'))).toEqual([
    'pass',
    'pass',
    'pass',
  ]);
});

test('where none passes, each stays what it is', () => {
  expect(verdicts(judged('fail', 'x'), judged('inconclusive', 'x'))).toEqual(['fail', 'inconclusive']);
});

test('a check stands in for those of its own word only', () => {
  expect(verdicts(judged('fail'), judged('pass'), judged('fail', 'x'), judged('pass', 'y'))).toEqual([
    'fail',
    'pass',
    'fail',
    'pass',
  ]);
});

test('what was not needed says why', () => {
  const [first] = settleAlternatives([judged('fail', 'x'), judged('pass', 'x')]);
  expect(first?.sentence).toBe('said fail; not needed, as this holds: said pass');
});
