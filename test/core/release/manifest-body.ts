import type { ManifestBody } from '../../../lib/core/release/manifest.ts';

/** What a release is made of, but for what is given. */
export function manifestBody(given: Partial<ManifestBody> = {}): ManifestBody {
  return {
    schema: 1,
    name: 'iris',
    version: '1.0.0',
    parent: null,
    bump: 'first',
    reason: 'the first release',
    createdAt: '2026-01-02T03:04:05.000Z',
    runId: 'data-1',
    trigger: { kind: 'data', detail: 'a drop' },
    source: { digest: 'source'.repeat(4), commit: null },
    image: { kind: 'bundle', digest: 'source', uri: null },
    model: { digest: 'model'.repeat(4) },
    servable: { id: 'v1', sourceDigest: 'source', imageDigest: 'source', imageUri: null, modelDigest: 'model' },
    data: { snapshot: 'snapshot'.repeat(4), rows: 100, trainRows: 70, holdoutRows: 30, holdoutPercent: 30 },
    locks: { 'requirements.txt': 'lock' },
    hyperparameters: { C: 10 },
    interface: 'interface',
    metrics: { accuracy: 0.95 },
    verdicts: [{ gate: 'data', verdict: 'pass', sentence: 'all 20 checks passed' }],
    ...given,
  };
}
