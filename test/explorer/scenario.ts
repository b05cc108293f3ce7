import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { canonicalJson } from '../../lib/core/canonical-json.ts';
import { parsePolicy } from '../../lib/core/policy/parse.ts';
import type { Policy } from '../../lib/core/policy/schema.ts';
import { type ManifestBody, sealManifest } from '../../lib/core/release/manifest.ts';
import { noRoute } from '../../lib/core/rollout/traffic.ts';
import type { RunRequest } from '../../lib/core/run.ts';
import { layout } from '../../lib/core/store-layout.ts';
import type { StoredObject } from '../../lib/ports.ts';
import { manifestBody } from '../core/release/manifest-body.ts';
import { arnOf, Place, type Serving } from './place.ts';

export const pipeline = 'iris';

const text = readFileSync(join(import.meta.dirname, '../../examples/iris/signalbox.yaml'), 'utf8');
const iris = parsePolicy(text);

/** Every strategy, each with as many steps as it takes to be itself. */
export const strategies: Record<string, unknown> = {
  'all-at-once': { kind: 'all-at-once' },
  canary: { kind: 'canary', stepPercents: [10] },
  linear: { kind: 'linear', stepPercent: 34 },
  /** Guardrails take steps of at most a half, in whole instances. */
  fifths: { kind: 'linear', stepPercent: 20 },
  shadow: { kind: 'shadow', source: 'mirror', samplePercent: 100, maxDisagreement: 0.05, tolerance: 0 },
  replay: {
    kind: 'shadow',
    source: 'replay',
    samplePercent: 100,
    maxDisagreement: 0.05,
    tolerance: 0,
    next: { kind: 'all-at-once' },
  },
  ab: {
    kind: 'ab',
    candidatePercent: 50,
    userHeader: 'x-user-id',
    horizonSeconds: 3_600,
    metric: { name: 'conversion', lowest: 0, highest: 1, better: 'higher' },
    minEffect: 0,
    atHorizon: 'keep',
  },
};

/** What no rollout reads. */
export const unread = { contract: { file: 'contract.yaml', text: '' }, golden: { file: 'golden.csv', text: '' } };

/** The policy of every delivery, as it lies in the store. */
export function policyOf(stored: StoredObject | undefined): { policy: Policy } {
  const rollout = JSON.parse(new TextDecoder().decode(stored?.bytes)) as Policy['rollout'];
  return { policy: { ...iris, rollout } };
}

/** A newer delivery, which comes while or after that of the search rolls out; woken from the queue it has another attempt's name. */
export const newer = {
  runId: 'data-newer-1',
  cause: 'newer',
  version: '1.3.0',
  requestedAt: '2026-01-01T00:00:01.000Z',
};

function requestOf(runId: string): RunRequest {
  return {
    runId,
    pipeline,
    machine: 'delivery',
    trigger: { kind: 'data', detail: 'a drop' },
    cause: `cause of ${runId}`,
    attempt: 1,
    snapshot: 'snapshot',
    source: { digest: 'source', commit: null },
    requestedAt: '2026-01-01T00:00:00.000Z',
  };
}

/** Some names of services have no room for dots and hyphens. */
export const servableId = (version: string): string => `v${version.replaceAll('.', '')}`;

export function manifestOf(version: string, parent: string | null, runId: string): ManifestBody {
  const servable = {
    id: servableId(version),
    sourceDigest: 'source',
    imageDigest: 'image',
    imageUri: null,
    modelDigest: version,
  };
  return manifestBody({ version, parent, runId, servable });
}

export function newerRequest(): RunRequest {
  const { runId, cause, requestedAt } = newer;
  return { ...requestOf(runId), cause, requestedAt };
}

const servedBefore = [
  ['1.0.0', null, 'data-1'],
  ['1.1.0', '1.0.0', 'data-2'],
] as const;

/** What serves as the search begins, and what can. */
export const atFirst = {
  route: { ...noRoute, stable: servableId('1.1.0') as string },
  made: ['1.0.0', '1.1.0'].map(servableId),
};

export const context = { runId: 'data-3', executionArn: arnOf('data-3'), version: '1.2.0', token: 3 };

/** The newer delivery asked for its turn before all else, and waits. */
export function queued(place: Place): void {
  const request = newerRequest();
  place.objects.set(layout.request(request.runId), canonicalJson(request));
  place.objects.set(layout.queue(pipeline), canonicalJson({ waiting: [request] }));
  place.statuses.set(arnOf(request.runId), 'SUCCEEDED');
}

/** 1.0.0 and then 1.1.0 were released; run data-3 has cut 1.2.0, holds the lease, and comes to its rollout. */
export function placeWith(serving: Serving, strategy: unknown, target = iris.rollout.target): Place {
  const place = new Place(serving);
  const put = (key: string, value: unknown) => place.objects.set(key, canonicalJson(value));
  const now = new Date(place.nowMs).toISOString();
  for (const [version, parent, runId] of [...servedBefore, ['1.2.0', '1.1.0', 'data-3'] as const]) {
    put(layout.request(runId), requestOf(runId));
    put(layout.manifest(version), sealManifest(manifestOf(version, parent, runId)));
  }
  const rollout = { ...iris.rollout, target, strategy };
  put('policy', rollout);
  const { executionArn, runId, token } = context;
  put(layout.admission(runId), {
    policy: { ...iris, rollout },
    ...unread,
    locks: {},
    token,
  });
  put(layout.lease(pipeline), { holder: executionArn, runId, token, acquiredAt: now });
  put(layout.channel('production'), {
    current: '1.1.0',
    promoting: null,
    forbidden: null,
    token: 2,
    history: servedBefore.map(([version, , run]) => ({ version, at: now, runId: run, reason: 'promoted' })),
  });
  place.statuses.set(executionArn, 'RUNNING');
  return place;
}
