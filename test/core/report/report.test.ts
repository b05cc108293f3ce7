import fc from 'fast-check';
import { renderReport } from '../../../lib/core/report/report.ts';
import { renderIndex } from '../../../lib/core/report/report-index.ts';
import type { RunRecord } from '../../../lib/core/run.ts';
import { rejectedAtData, rejectedAtModel, releasedByCanary, releasedFirst, rolledBack, samples } from './samples.ts';

/** Text as a reader sees it, without drawings. */
function wordsOf(page: string): string {
  return page.replace(/<svg[\s\S]*?<\/svg>|<style>[\s\S]*?<\/style>|<[^>]+>/g, ' ').replace(/\s+/g, ' ');
}

test.each(samples.map((record) => [record.request.runId, record] as const))(
  'the report of %s opens with its outcome and one sentence, and names every check',
  (runId, record) => {
    const words = wordsOf(renderReport(record));
    expect(words).toContain(record.outcome.sentence);
    expect(words).toContain(runId);
    for (const check of record.gates.flatMap((gate) => gate.checks))
      expect(words).toContain(check.sentence.replace(/</g, '&lt;'));
  },
);

test('the page needs nothing from anywhere: no script, no address, no import', () => {
  for (const record of samples) {
    const page = renderReport(record);
    expect(page).not.toMatch(/<script|https?:|url\(|@import|<link|<img|javascript:/i);
    expect(page).toContain('default-src &#39;none&#39;');
  }
});

test('every tag that is opened is closed, in order', () => {
  for (const page of [...samples.map(renderReport), renderIndex(samples, 'all')]) expect(unbalanced(page)).toEqual([]);
});

function unbalanced(page: string): string[] {
  const open: string[] = [];
  for (const [tag, close, name = ''] of page.matchAll(/<(\/?)([a-z][a-z0-9]*)[^>]*?>/g)) {
    if (tag.endsWith('/>') || name === 'meta') continue;
    if (close === '') open.push(name);
    else if (open.pop() !== name) return [`unexpected ${tag}`];
  }
  return open;
}

test('failing checks come first, with the rows that failed and how many there are', () => {
  const page = renderReport(rejectedAtData);
  const words = wordsOf(page);
  expect(words.indexOf('41 of 105 values are outside')).toBeLessThan(words.indexOf('iris is 105'));
  expect(words).toContain('41 of 105 rows fail range of sepal_length: 3 of them');
});

test('the data gate draws the failing column over that of the champion', () => {
  const page = renderReport(rejectedAtData);
  expect(page).toContain('Distribution of sepal_length in this data and in the champion&#39;s training data');
  expect(page).toContain('class="champion line"');
});

test('the model gate draws candidate, champion and bounds of each metric', () => {
  expect(renderReport(rejectedAtModel)).toContain(
    'accuracy: candidate 0.3556, champion 0.9667, allowed min 0.9, min 0.9567',
  );
});

test('the rollout draws shares, error rates against the bar, and the decision', () => {
  expect(renderReport(rolledBack)).toContain('allowed 1 %');
  expect(renderReport(rolledBack)).toContain('✕ rolled back');
  expect(renderReport(releasedByCanary)).toContain('✓ promoted');
});

test('a first release without windows says in words why there was nothing to judge', () => {
  expect(wordsOf(renderReport(releasedFirst))).toContain('nothing served before');
});

test('the index lists every run with its sentence and links to its section', () => {
  const page = renderIndex(samples, 'Five acts');
  samples.forEach((record, i) => {
    expect(page).toContain(`<a href="#run-${i + 1}">`);
    expect(page).toContain(`id="run-${i + 1}"`);
    expect(wordsOf(page).split(record.outcome.sentence).length).toBeGreaterThan(2);
  });
});

test('hostile text in any field stays text', () => {
  const evil = `"'><script>alert(1)</script><img src=x onerror=alert(1)>`;
  const page = renderReport(mapStrings(rolledBack, (text) => text + evil));
  expect(page).not.toMatch(/<script|<img/);
  expect(page.replace(/"[^"]*"/g, '""')).not.toMatch(/<[^>]*\son\w+/);
});

test('any facts and any times give a page', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.jsonValue(), fc.string(), (columns, candidate, time) => {
      const gates = rejectedAtData.gates.map((gate) => ({ ...gate, facts: { columns, championColumns: columns } }));
      const model = rejectedAtModel.gates.map((gate) => ({ ...gate, facts: { candidate, champion: candidate } }));
      const page = renderReport({
        ...rolledBack,
        gates: [...gates, ...model] as RunRecord['gates'],
        timeline: [{ machine: 'delivery', state: 'Admit', enteredAt: time, leftAt: time, status: 'running' }],
      });
      expect(page).not.toMatch(/NaN|Infinity/);
    }),
    { numRuns: 200 },
  );
});

function mapStrings<T>(value: T, change: (text: string) => string): T {
  return JSON.parse(JSON.stringify(value), (_, inner) => (typeof inner === 'string' ? change(inner) : inner));
}

test('a check that was let pass looks like neither a pass nor a failure', () => {
  const overridden = { verdict: 'fail' as const, until: '2026-12-01', reason: 'a sensor is replaced', by: 'ada' };
  const gates = rejectedAtData.gates.map((gate) => ({
    ...gate,
    checks: gate.checks.map((check) =>
      check.verdict === 'fail' ? { ...check, verdict: 'pass' as const, overridden } : check,
    ),
  }));
  const page = renderReport({ ...rejectedAtData, gates });
  expect(page).toContain('let pass');
  expect(renderReport(rejectedAtData)).not.toContain('let pass');
});
