import type { Place } from '../../lib/cli/place.ts';
import { diffReleases } from '../../lib/core/release/diff.ts';
import { sealManifest } from '../../lib/core/release/manifest.ts';
import { judgeReproduction } from '../../lib/core/release/reproduction.ts';
import { manifestBody } from '../core/release/manifest-body.ts';

const first = manifestBody();
const second = manifestBody({
  version: '1.1.0',
  parent: '1.0.0',
  bump: 'minor',
  reason: 'the code changed',
  hyperparameters: { C: 1 },
});

/** Two releases on record, each as it should be. */
export const fakeRecords: Place['records'] = {
  show: async () => ({
    manifest: sealManifest(second),
    intact: true,
    serving: true,
    signature: null,
    outcome: null,
    notes: '### Added\n\n- petal ratio (abc1234)',
  }),
  diff: async () => diffReleases(first, second, { added: ['b.csv'], removed: [], changed: [], same: 1 }),
  servedAt: async (at) => ({
    at,
    version: '1.0.0',
    since: null,
    until: null,
    shares: [{ version: '1.0.0', percent: 100 }],
    rollout: null,
    promoting: null,
    sentence: '1.0.0 served all traffic',
  }),
  verify: async (version) => ({
    version,
    hash: 'hash',
    verdict: 'fail',
    sentence: `${version} is not what was released: 1 of 2 checks failed`,
    checks: [
      { check: 'manifest', subject: version, verdict: 'pass', sentence: 'what was sealed' },
      { check: 'model', subject: 'archive', verdict: 'fail', sentence: 'it is not in the store' },
    ],
  }),
  reproduce: async (version) =>
    judgeReproduction({
      version,
      runId: 'data-1',
      model: { released: 'a'.repeat(64), reproduced: 'a'.repeat(64), same: true },
      sameSplit: true,
      predictions: { rows: 34, different: 0, maxAbsDifference: 0 },
      trainRows: 71,
      seconds: 1.4,
      notes: [],
    }),
};
