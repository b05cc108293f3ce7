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

test("a later one stands above what came before, with its parent's metrics beside its own", () => {
  const text = changelog(second, { text: changelog(first, null), metrics: first.metrics });
  const headings = text.split('\n').filter((line) => line.startsWith('#'));
  expect(headings).toEqual([
    '# Changelog',
    '## 1.0.1 - 2026-01-02',
    '### Changed',
    '## 1.0.0 - 2026-01-02',
    '### Added',
  ]);
  expect(text).toContain('- accuracy: 0.96 (1.0.0 on its own holdout: 0.95).\n');
  expect(text).toContain('- log_loss: 0.2 (1.0.0 on its own holdout: 0.2).\n');
});

test('what a user wrote stays on one line', () => {
  const trigger = { kind: 'push', detail: 'fix\n\n## 9.9.9 - never' };
  expect(changelog({ ...first, trigger }, null)).toContain('(push: fix ## 9.9.9 - never)');
});
