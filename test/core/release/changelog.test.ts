import { changelog } from '../../../lib/core/release/changelog.ts';
import type { ManifestBody } from '../../../lib/core/release/manifest.ts';
import { manifestBody } from './manifest-body.ts';

const first = manifestBody({ version: '1.0.0', metrics: { accuracy: 0.95, log_loss: 0.2 } });
const second: ManifestBody = manifestBody({
  version: '1.0.1',
  parent: '1.0.0',
  reason: 'only the data changed',
  metrics: { accuracy: 0.96, log_loss: 0.2 },
});

test('the first release begins the changelog, in the form of Keep a Changelog', () => {
  const text = changelog(first, null);
  expect(text).toMatch(/^# Changelog\n/);
  expect(text).toContain('\n## 1.0.0 - 2026-01-02\n\n### Added\n\n- The first release (data: a drop), run `data-1`.\n');
  expect(text).toContain('- accuracy: 0.95.\n');
});

test('a later one stands above what came before, with its difference to its parent', () => {
  const text = changelog(second, { text: changelog(first, null), metrics: first.metrics });
  const headings = text.split('\n').filter((line) => line.startsWith('#'));
  expect(headings).toEqual([
    '# Changelog',
    '## 1.0.1 - 2026-01-02',
    '### Changed',
    '## 1.0.0 - 2026-01-02',
    '### Added',
  ]);
  expect(text).toContain('- accuracy: 0.96 (+0.01).\n');
  expect(text).toContain('- log_loss: 0.2 (+0).\n');
});

test('a value that fell is shown with a minus', () => {
  const worse = { ...second, metrics: { accuracy: 0.9 } };
  expect(changelog(worse, { text: changelog(first, null), metrics: first.metrics })).toContain(
    'accuracy: 0.9 (−0.05).',
  );
});
