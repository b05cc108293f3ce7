import { changelog, type News, words } from '../../../lib/core/release/changelog.ts';
import type { ManifestBody } from '../../../lib/core/release/manifest.ts';
import { manifestBody } from './manifest-body.ts';

const first = manifestBody({ version: '1.0.0', metrics: { accuracy: 0.95, log_loss: 0.2 } });
const second: ManifestBody = manifestBody({
  version: '1.0.1',
  parent: '1.0.0',
  reason: 'only the data changed',
  metrics: { accuracy: 0.96, log_loss: 0.2 },
  data: { snapshot: 'another', rows: 150, trainRows: 106, holdoutRows: 44, holdoutPercent: 30 },
});
const nothing: News = { commits: [], complete: true, data: null };
const before = { text: changelog(first, null, nothing), manifest: first };
const commits = (...messages: string[]): News => ({
  ...nothing,
  commits: messages.map((message, i) => ({ sha: `${i}abcdef0123`, message, author: 'ann' })),
});
const headings = (text: string) => text.split('\n').filter((line) => line.startsWith('#'));

test('the first release begins the changelog, in the form of Keep a Changelog', () => {
  const { text } = before;
  expect(text).toMatch(/^# Changelog\n/);
  expect(text).toContain('\n## 1.0.0 - 2026-01-02\n\n### Added\n\n- The first release (data: a drop), run `data-1`.\n');
  expect(text).toContain('- accuracy: 0.95.\n');
});

test("a later one stands above what came before, with its parent's metrics beside its own", () => {
  const text = changelog(second, before, nothing);
  expect(headings(text)).toEqual([
    '# Changelog',
    '## 1.0.1 - 2026-01-02',
    '### Changed',
    '## 1.0.0 - 2026-01-02',
    '### Added',
  ]);
  expect(text).toContain('- accuracy: 0.96 (1.0.0 on its own holdout: 0.95).\n');
  expect(text).toContain('+50 rows against 1.0.0.\n');
});

test('metrics of both models on the same rows are told with their difference', () => {
  const comparison = { champion: '1.0.0', rows: 44, metrics: { accuracy: 0.98, log_loss: 0.2 } };
  const text = changelog({ ...second, comparison }, before, nothing);
  expect(text).toContain('- accuracy: 0.96 (1.0.0 on the same 44 rows: 0.98, −0.02).\n');
  expect(text).toContain('- log_loss: 0.2 (1.0.0 on the same 44 rows: 0.2, no difference).\n');
});

test('commits stand under Added, Fixed and Changed; a break is marked, a merge left out', () => {
  const text = changelog(
    second,
    before,
    commits(
      'feat(petals)!: in millimetres',
      'fix: no crash',
      'docs: why',
      'Merge branch x',
      'oops',
      'Revert "feat: a"',
    ),
  );
  const section = text.slice(0, text.indexOf('## 1.0.0'));
  expect(headings(section).slice(2)).toEqual(['### Added', '### Changed', '### Fixed']);
  expect(section).toContain('### Added\n\n- **Breaking:** petals: in millimetres (0abcdef)\n');
  expect(section).toContain('### Fixed\n\n- no crash (1abcdef)\n');
  expect(section).toContain('- why (2abcdef)\n- oops (4abcdef)\n- Reverted: feat: a (5abcdef)\n');
});

test('a range of thousands is cut, and one with gaps says so', () => {
  const many = commits(...Array.from({ length: 150 }, (_, i) => `fix: ${i}`));
  const text = changelog(second, before, { ...many, complete: false });
  expect(text.match(/^- \d+ \(/gm)).toHaveLength(100);
  expect(text).toContain('- … and 50 more commits.');
  expect(text).toContain('- More commits than the code host listed.');
});

test('what was let pass and who approved is told', () => {
  const overrides = [
    {
      gate: 'data',
      check: 'range',
      subject: 'sepal_width',
      verdict: 'fail',
      until: '2026-02-01',
      reason: 'new sensor',
      by: 'ann',
    },
  ] as const;
  const approval = { approve: true, by: 'bob', reason: 'looks fine', at: null };
  const text = changelog({ ...second, overrides: [...overrides], approval }, before, nothing);
  expect(text).toContain(
    '- Let pass until 2026-02-01 by ann: range of sepal\\_width at the data gate, which is fail (new sensor).\n',
  );
  expect(text).toContain('- Approved by bob: looks fine.\n');
});

test('what a user wrote stays on one line, and is neither markup nor a call', () => {
  const trigger = { kind: 'push', detail: 'fix\n\n## 9.9.9 - never' };
  expect(changelog({ ...first, trigger }, null, nothing)).toContain('(push: fix \\#\\# 9.9.9 - never)');
  const hostile = 'feat: a\r\n## 9.9.9\n<script>alert(1)</script> [x](https://evil.example) @everyone';
  const text = changelog(second, before, commits(hostile, 'feat: <img src=x> `code` @all https://evil.example [a](b)'));
  expect(headings(text)).not.toContain('## 9.9.9');
  expect(text).not.toMatch(/(?<!\\)<|(?<!\\)\[[ax]|@all|https:\/\/evil/);
  expect(words('1 < 2 & `x`')).toBe('1 \\< 2 \\& \\`x\\`');
});
