import fc from 'fast-check';
import { marked } from 'marked';
import type { GateRecord } from '../../../lib/core/gate.ts';
import { pullRequestComment } from '../../../lib/core/report/pull-request-comment.ts';
import type { RunRecord } from '../../../lib/core/run.ts';
import { bySeverity } from '../../../lib/core/warned.ts';
import { rejectedAtData, releasedFirst, samples } from './samples.ts';

const place = {
  reportUrl: 'https://s3.console.aws.amazon.com/s3/object/store?prefix=runs/r/report.html',
  reportPath: 's3://store/runs/r/report.html',
};
const sha = 'f'.repeat(40);

function ofPullRequest(record: RunRecord, title = 'More petals'): RunRecord {
  const pullRequest = { number: '17', title, fork: false };
  const change = {
    kind: 'pull_request' as const,
    host: 'github' as const,
    repository: 'octo/iris',
    branch: 'main',
    commit: sha,
    pullRequest,
    title,
    author: 'octocat',
    again: null,
  };
  return { ...record, request: { ...record.request, change } };
}

test.each(samples.map((record) => [record.outcome.outcome, record] as const))(
  'a run that was %s says so first',
  (_, record) => {
    const html = marked.parse(pullRequestComment(record, place), { async: false });
    expect(html).toMatch(
      /^<h3>\S+ (Released|Passed|Rejected|Inconclusive|Rolled back|Broken|Superseded|Waiting): iris<\/h3>/u,
    );
  },
);

test('metrics stand beside those of the champion with their difference and which way it goes', () => {
  const record = ofPullRequest(
    samples.find(({ gates }) => gates.some(({ facts }) => facts?.champion)) ?? releasedFirst,
  );
  const comment = pullRequestComment(record, place);
  expect(comment).toContain('| <code>accuracy</code> | 0.9667 | 0.9333 | +0.0334 ▲ better |');
  expect(comment).toContain('| <code>log&#95;loss</code> | 0.1432 | 0.1811 | −0.0379 ▲ better |');
});

test('what failed is there with its reason, and the report is one click away', () => {
  const comment = pullRequestComment(ofPullRequest(rejectedAtData), place);
  expect(comment).toContain('#### What did not pass');
  expect(comment).toContain('| data | ✕ fail |');
  expect(comment).toContain(`<a href="${place.reportUrl}">report</a>`);
  expect(comment).toContain(
    `<a href="https://github.com/octo/iris/commit/${sha}"><code>${sha.slice(0, 12)}</code></a>`,
  );
});

test('what was let pass says by whom, why and until when', () => {
  const [gate] = rejectedAtData.gates;
  const overridden = { verdict: 'fail' as const, until: '2026-12-01', reason: 'sensor is being mended', by: 'ada' };
  const check = {
    check: 'range',
    subject: 'petal',
    verdict: 'pass' as const,
    sentence: '',
    observed: 1,
    allowed: '',
    overridden,
  };
  const gates = [{ ...(gate as GateRecord), checks: [check] }];
  const comment = pullRequestComment({ ...rejectedAtData, gates }, place);
  expect(comment).toContain('sensor is being mended | <code>ada</code> | <code>2026-12-01</code>');
});

test('what only warns has a table of its own', () => {
  const gates = rejectedAtData.gates.map((gate) => ({
    ...gate,
    checks: gate.checks.map((check) => bySeverity(check, 'warning')),
  }));
  const comment = pullRequestComment({ ...rejectedAtData, gates }, place);
  expect(comment).toContain('#### What only warns');
  expect(comment).toMatch(/\| data \| ! warning \| <code>/);
  expect(pullRequestComment(rejectedAtData, place)).not.toContain('What only warns');
});

test('on a laptop there is a path and no price', () => {
  const comment = pullRequestComment(releasedFirst, { reportUrl: null, reportPath: '/tmp/report.html' });
  expect(comment).toContain('<code>&#47;tmp&#47;report.html</code>');
  expect(comment).not.toContain('Cost');
});

const nasty = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 80 }),
  fc.constantFrom(
    '@everyone',
    '</code><img src=x>',
    '| a | b |\n|---|---|',
    '[x](http://evil.example)',
    '-->\n# owned',
    '\n\n### ✅ Passed: iris',
  ),
);

test('whatever people, files and models say, it adds no heading, link, image or mention', () => {
  fc.assert(
    fc.property(nasty, nasty, nasty, (a, b, c) => {
      const check = { check: a, subject: b, verdict: 'fail' as const, sentence: c, observed: b, allowed: a };
      const overridden = { verdict: 'fail' as const, until: c, reason: a, by: b };
      const gate: GateRecord = {
        gate: 'model',
        verdict: 'fail',
        sentence: c,
        checks: [check, { ...check, verdict: 'pass', overridden }],
        decidedAt: a,
        unreadable: { code: b, sentence: a },
        facts: { candidate: { [a]: 1 }, champion: { [a]: 2 } },
      };
      const outcome = { ...rejectedAtData.outcome, sentence: a, serving: b };
      const html = marked.parse(
        pullRequestComment(ofPullRequest({ ...rejectedAtData, outcome, gates: [gate] }, c), place),
        { async: false },
      );
      expect(html.match(/<h\d/g)).toHaveLength(4);
      expect(html.match(/<a\b/g)).toHaveLength(2);
      expect(html.match(/<table/g)).toHaveLength(3);
      expect(html).not.toMatch(/<(img|script|!--)|@[\w]/);
    }),
  );
});

test('a rejection begins with how much failed, and leaves the reasons to the table', () => {
  const comment = pullRequestComment(rejectedAtData, { reportUrl: null, reportPath: 'report.html' });
  const [, first] = comment.split('\n\n');
  expect(first).toMatch(/^The data gate says no: \d+ of \d+ checks did not pass; /);
});
