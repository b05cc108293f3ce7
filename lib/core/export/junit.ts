import type { CheckResult, GateRecord } from '../gate.ts';

/** What XML 1.0 cannot hold, not even spelled as an entity. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what it looks for
const unwritable = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g;
const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', '\n': '&#10;' };

/** A gate as a JUnit report, for whatever shows test results: a check is a test, an inconclusive one an error. */
export function junitOf(gate: GateRecord): string {
  const { checks, unreadable } = gate;
  const count = (verdict: string) => checks.filter((check) => check.verdict === verdict).length;
  const names = namesOf(checks);
  const cases = checks.map((one, index) => {
    const classname = text(`${gate.gate}.${one.subject}`);
    return `    <testcase classname="${classname}" name="${text(names[index] ?? one.check)}">${saidOf(one)}</testcase>`;
  });
  // What could not be read has no check to hang on.
  const whole = unreadable
    ? [
        `    <testcase classname="${gate.gate}" name="readable"><error type="${text(unreadable.code)}" message="${text(unreadable.sentence)}"/></testcase>`,
      ]
    : [];
  const totals = `tests="${checks.length + whole.length}" failures="${count('fail')}" errors="${count('inconclusive') + whole.length}"`;
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites ${totals}>`,
    `  <testsuite name="signalbox ${gate.gate} gate" timestamp="${text(gate.decidedAt)}" ${totals}>`,
    ...whole,
    ...cases,
    '  </testsuite>',
    '</testsuites>',
    '',
  ].join('\n');
}

/** Readers of reports know a test by its names, and one that passed must not hide another of the same: `range`, `range (2)`. */
function namesOf(checks: CheckResult[]): string[] {
  const seen = new Map<string, number>();
  return checks.map(({ check, subject }) => {
    const key = JSON.stringify([subject, check]);
    const count = (seen.get(key) ?? 0) + 1;
    seen.set(key, count);
    return count === 1 ? check : `${check} (${count})`;
  });
}

/** JUnit knows no warning: what only warns is said beside a test that passed. */
function saidOf({ verdict, sentence, warned }: CheckResult): string {
  if (verdict !== 'pass') return `<${element(verdict)} type="${verdict}" message="${text(sentence)}"/>`;
  return warned ? `<system-out>${text(sentence)}</system-out>` : '';
}

function element(verdict: string): string {
  return verdict === 'fail' ? 'failure' : 'error';
}

function text(value: string): string {
  return value
    .toWellFormed()
    .replace(unwritable, '\ufffd')
    .replace(/[&<>"\n]/g, (character) => entities[character] ?? '');
}
