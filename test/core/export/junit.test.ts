import { junitOf } from '../../../lib/core/export/junit.ts';
import type { CheckResult, GateRecord } from '../../../lib/core/gate.ts';
import { bySeverity } from '../../../lib/core/warned.ts';

const gate: GateRecord = {
  gate: 'data',
  verdict: 'fail',
  sentence: 's',
  decidedAt: '2026-01-01T00:00:00.000Z',
  checks: [
    {
      check: 'range',
      subject: 'a<b',
      verdict: 'fail',
      sentence: 'a<b range: "7" & more\u0000',
      observed: 1,
      allowed: '0',
    },
    {
      check: 'drift',
      subject: 'c',
      verdict: 'inconclusive',
      sentence: 'c drift: too few',
      observed: null,
      allowed: '',
    },
    { check: 'type', subject: 'c', verdict: 'pass', sentence: 'fine', observed: 0, allowed: '0' },
  ],
};

test('a failing check is a failure, an inconclusive one an error, a passing one a test', () => {
  expect(junitOf(gate)).toBe(`<?xml version="1.0" encoding="UTF-8"?>
<testsuites tests="3" failures="1" errors="1">
  <testsuite name="signalbox data gate" timestamp="2026-01-01T00:00:00.000Z" tests="3" failures="1" errors="1">
    <testcase classname="data.a&lt;b" name="range"><failure type="fail" message="a&lt;b range: &quot;7&quot; &amp; more\ufffd"/></testcase>
    <testcase classname="data.c" name="drift"><error type="inconclusive" message="c drift: too few"/></testcase>
    <testcase classname="data.c" name="type"></testcase>
  </testsuite>
</testsuites>
`);
});

test('data that cannot be read is an error of its own, so that no report of it looks green', () => {
  const unreadable = { code: 'data-empty', sentence: 'the file is empty' };
  expect(junitOf({ ...gate, checks: [], unreadable })).toContain('<testsuites tests="1" failures="0" errors="1">');
  expect(junitOf({ ...gate, checks: [], unreadable })).toContain(
    '<error type="data-empty" message="the file is empty"/>',
  );
});

test('what only warns is said beside a test that passed', () => {
  const warning = bySeverity(gate.checks[0] as CheckResult, 'warning');
  expect(junitOf({ ...gate, checks: [warning] })).toContain(
    'name="range"><system-out>warning only: a&lt;b range: &quot;7&quot; &amp; more\ufffd</system-out></testcase>',
  );
});

test('two checks of a kind on one column are two tests, so that none hides the other', () => {
  const [range] = gate.checks as [CheckResult];
  const twice = junitOf({ ...gate, checks: [range, { ...range, subject: 'b' }, { ...range, verdict: 'pass' }] });
  expect(twice.match(/classname="[^"]*" name="[^"]*"/g)).toEqual([
    'classname="data.a&lt;b" name="range"',
    'classname="data.b" name="range"',
    'classname="data.a&lt;b" name="range (2)"',
  ]);
});
