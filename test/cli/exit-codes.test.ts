import { exitCodes, exitCodesHelp, exitOfGate, exitOfRun } from '../../lib/cli/exit-codes.ts';

test.each([
  ['released', null, 0],
  ['passed', null, 0],
  ['requeued', null, 0],
  ['superseded', null, 0],
  ['rejected', null, 1],
  ['rolled_back', null, 1],
  ['inconclusive', null, 2],
  ['broken', null, 70],
  ['rejected', 'csv-ragged', 65],
] as const)('a run that ended %s with error code %s exits %i', (outcome, errorCode, code) => {
  expect(exitCodes[exitOfRun({ outcome, errorCode })].code).toBe(code);
});

test.each([
  ['pass', undefined, 0],
  ['fail', undefined, 1],
  ['inconclusive', undefined, 2],
  ['fail', { code: 'csv-ragged', sentence: 'row 3 has 4 fields' }, 65],
] as const)('a gate that says %s exits so, and an unreadable file %j is bad input', (verdict, unreadable, code) => {
  const gate = unreadable ? { verdict, unreadable } : { verdict };
  expect(exitCodes[exitOfGate(gate)].code).toBe(code);
});

test('help lists the codes that it is asked for', () => {
  expect(exitCodesHelp(['pass', 'usage'])).toMatch(/^Exit codes:\n {2}0 .*\n {2}64 .*$/);
});
