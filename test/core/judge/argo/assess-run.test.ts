import fc from 'fast-check';
import type { MeasurementPhase } from '../../../../lib/core/judge/argo/assess-measurement.ts';
import { assessRun } from '../../../../lib/core/judge/argo/assess-run.ts';
import type { RunLimits } from '../../../../lib/core/judge/argo/run-limits.ts';

const letters: Record<string, MeasurementPhase> = { S: 'successful', F: 'failed', I: 'inconclusive', E: 'error' };
const measured = (text: string) => Array.from(text, (letter) => letters[letter] ?? 'error');
const each = { interval: '60s' };

const phase = (text: string, limits: RunLimits, terminated = false) =>
  assessRun(measured(text), limits, terminated).phase;

test('each limit allows so many and not one more', () => {
  for (const limit of [0, 1, 2, 5]) {
    const cases: Array<[string, RunLimits, string]> = [
      ['F', { failureLimit: limit }, 'failed'],
      ['I', { inconclusiveLimit: limit }, 'inconclusive'],
      ['E', { consecutiveErrorLimit: limit }, 'error'],
    ];
    for (const [letter, limits, broken] of cases) {
      const seen = `S${letter.repeat(limit)}`;
      expect(phase(seen, { ...each, ...limits })).toBe('running');
      expect(phase(seen, { ...each, ...limits }, true)).toBe('successful');
      expect(phase(seen + letter, { ...each, ...limits })).toBe(broken);
      expect(phase(seen + letter, { ...each, ...limits }, true)).toBe(broken);
    }
  }
});

test('failures and inconclusive measurements add up over the run, errors and successes only in a row', () => {
  expect(phase('FSSFSF', { ...each, failureLimit: 2 })).toBe('failed');
  expect(phase('ISSISI', { ...each, inconclusiveLimit: 2 })).toBe('inconclusive');
  expect(phase('EESEESEE', { ...each, consecutiveErrorLimit: 2 })).toBe('running');
  expect(phase('SSESSFSS', { ...each, failureLimit: 3, consecutiveSuccessLimit: 3 })).toBe('running');
});

test('no measurement is pending, and errors do not count as measurements', () => {
  expect(phase('', each)).toBe('pending');
  expect(phase('SES', { ...each, count: 3 })).toBe('running');
  expect(phase('SESS', { ...each, count: 3 })).toBe('successful');
});

test('a run that has all its measurements within the limits is successful', () => {
  expect(phase('SFS', { ...each, count: 3, failureLimit: 1 })).toBe('successful');
  expect(phase('SFI', { ...each, count: 3, failureLimit: 1, inconclusiveLimit: 1 })).toBe('successful');
  // The measurement that completes the count may break a limit.
  expect(phase('SSF', { ...each, count: 3 })).toBe('failed');
  expect(phase('F', {})).toBe('failed');
  expect(phase('I', {})).toBe('inconclusive');
});

test('successes in a row end a run with success, whatever came before within the limits', () => {
  const wants = { ...each, consecutiveSuccessLimit: 3 };
  expect(phase('FFSS', { ...wants, failureLimit: 2 })).toBe('running');
  expect(phase('FFSSS', { ...wants, failureLimit: 2 })).toBe('successful');
  expect(phase('FSFSFSSS', { ...wants, failureLimit: 2 })).toBe('failed');
  expect(phase('FFFFFFSSS', { ...wants, failureLimit: -1 })).toBe('successful');
  expect(phase('FFFFFFSS', { ...wants, failureLimit: -1 }, true)).toBe('successful');
});

test('a count without the successes in a row fails where they alone decide, and is inconclusive beside a failure limit', () => {
  const wants = { ...each, consecutiveSuccessLimit: 3, count: 6 };
  expect(phase('SSFSSF', { ...wants, failureLimit: -1 })).toBe('failed');
  expect(phase('SSFSSF', { ...wants, failureLimit: 2 })).toBe('inconclusive');
  expect(phase('SSFSSF', { ...wants, failureLimit: 1 })).toBe('failed');
  expect(phase('SFFSSS', { ...wants, failureLimit: 2 })).toBe('successful');
  expect(phase('SSFSS', { ...wants, failureLimit: 2 })).toBe('running');
  expect(phase('SSFSS', { ...wants, failureLimit: 2 }, true)).toBe('successful');
});

test('terminated before any answer is inconclusive, where Argo says successful; errors are no answers', () => {
  expect(assessRun([], {}, true)).toEqual({
    phase: 'inconclusive',
    sentence: 'terminated before any measurement had an answer',
  });
  expect(assessRun(measured('EEEE'), each, true).phase).toBe('inconclusive');
});

test('one measurement is enough without an interval, and never with one', () => {
  expect(assessRun(measured('S'), {}).phase).toBe('successful');
  expect(assessRun(measured('ES'), {}).phase).toBe('successful');
  expect(assessRun(measured('SSSSSSSS'), each).phase).toBe('running');
});

test('the sentence holds what was seen and what is allowed', () => {
  expect(assessRun(measured('FSF'), { ...each, failureLimit: 1 }).sentence).toBe(
    '2 measurements failed; 1 are allowed',
  );
  expect(assessRun(measured('SFE'), { ...each, failureLimit: 1 }).sentence).toBe(
    '2 measured, 1 failed, 0 inconclusive so far',
  );
});

test('what is decided stays decided', () => {
  const phases = fc.array(fc.constantFrom(...Object.values(letters)));
  const limits = fc.record({
    failureLimit: fc.nat(3),
    inconclusiveLimit: fc.nat(3),
    consecutiveSuccessLimit: fc.nat(3),
  });
  fc.assert(
    fc.property(phases, phases, limits, (first, then, some) => {
      const before = assessRun(first, { ...each, ...some });
      const after = assessRun([...first, ...then], { ...each, ...some });
      return ['pending', 'running'].includes(before.phase) || after.phase === before.phase;
    }),
  );
});
