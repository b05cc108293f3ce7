import type { Scan } from '../../../lib/core/image-scan/findings.ts';
import { judgeScan } from '../../../lib/core/image-scan/judge.ts';
import { image } from '../../../lib/core/policy/image.ts';

const digest = `sha256:${'d'.repeat(64)}`;
const now = '2026-11-23T23:59:00.000Z';
const policy = (given: Record<string, unknown> = {}) => image.parse({ failOn: 'high', ...given });
const scan = (given: Partial<Scan> = {}): Scan => ({
  digest,
  status: 'COMPLETE',
  description: null,
  basic: [],
  enhanced: null,
  ...given,
});
const found = (...findings: Array<[string, string]>) =>
  scan({ basic: findings.map(([name, severity]) => ({ name, severity })) });
const excuse = (finding: string, until: string) => ({ finding, until, reason: 'no way to reach it' });

test('a finding as severe as the policy names rejects by its name; lesser ones pass and are counted', () => {
  const record = judgeScan(found(['CVE-1', 'CRITICAL'], ['CVE-2', 'HIGH'], ['CVE-3', 'MEDIUM']), digest, policy(), now);
  expect(record).toMatchObject({
    gate: 'image',
    verdict: 'fail',
    sentence: 'the scan found CVE-1 (critical), CVE-2 (high); allowed: nothing of severity high or worse',
    checks: [{ check: 'scan', observed: 2 }],
  });
  expect(judgeScan(found(['CVE-3', 'MEDIUM']), digest, policy(), now)).toMatchObject({
    verdict: 'pass',
    sentence: 'the scan found 0 of severity high or worse, and 1 in all; allowed: nothing of severity high or worse',
  });
});

test('enhanced findings count while they are active, each once with its worst severity', () => {
  const enhanced = [
    { name: 'CVE-1', severity: 'LOW', status: 'ACTIVE' },
    { name: 'CVE-1', severity: 'HIGH', status: 'ACTIVE' },
    { name: 'CVE-2', severity: 'CRITICAL', status: 'SUPPRESSED' },
  ];
  expect(judgeScan(scan({ status: 'ACTIVE', basic: null, enhanced }), digest, policy(), now)).toMatchObject({
    verdict: 'fail',
    checks: [{ observed: 1 }],
  });
});

test('a severity that the registry does not define is the least of all, and rejects where everything does', () => {
  const unknown = found(['X-1', 'UNTRIAGED']);
  expect(judgeScan(unknown, digest, policy({ failOn: 'informational' }), now).verdict).toBe('pass');
  expect(judgeScan(unknown, digest, policy({ failOn: 'undefined' }), now).verdict).toBe('fail');
});

test('an exception excuses to the end of its day, and one that is over rejects and says so', () => {
  const cve = found(['CVE-1', 'HIGH']);
  const judged = (until: string) => judgeScan(cve, digest, policy({ exceptions: [excuse('CVE-1', until)] }), now);
  expect(judged('2026-11-23')).toMatchObject({
    verdict: 'pass',
    sentence: expect.stringContaining('1 of them excused'),
  });
  expect(judged('2026-11-22')).toMatchObject({
    verdict: 'fail',
    sentence: expect.stringContaining('CVE-1 (high; excused until 2026-11-22, which is over)'),
  });
});

test('an exception for what is not found any more can go', () => {
  const record = judgeScan(found(), digest, policy({ exceptions: [excuse('CVE-9', '2027-01-01')] }), now);
  expect(record).toMatchObject({
    verdict: 'pass',
    checks: [{ check: 'scan' }, { check: 'exception', subject: 'CVE-9' }],
  });
});

test.each([
  ['missing', undefined, /there is no result/],
  ['of another image', scan({ digest: `sha256:${'e'.repeat(64)}` }), /the scan is of sha256:e/],
  ['unfinished', scan({ status: 'IN_PROGRESS' }), /IN_PROGRESS/],
  [
    'failed',
    scan({ status: 'UNSUPPORTED_IMAGE', description: 'no package manager' }),
    /UNSUPPORTED_IMAGE: no package manager/,
  ],
  ['without an answer', scan({ status: 'NO_ANSWER', basic: null }), /NO_ANSWER/],
  ['finished without a list', scan({ basic: null }), /lists no findings/],
])('a scan that is %s is inconclusive and never fine', (_, given, sentence) => {
  expect(judgeScan(given, digest, policy(), now)).toMatchObject({
    verdict: 'inconclusive',
    sentence: expect.stringMatching(sentence),
  });
});

test('many findings are listed by the worst and counted to the last', () => {
  const many = Array.from({ length: 25 }, (_, i): [string, string] => [`CVE-${i}`, 'HIGH']);
  expect(judgeScan(found(...many), digest, policy(), now).sentence).toMatch(/CVE-19 \(high\) and 5 more;/);
});
