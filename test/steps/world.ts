import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parsePolicy } from '../../lib/core/policy/parse.ts';
import type { ManifestBody } from '../../lib/core/release/manifest.ts';
import { sealManifest } from '../../lib/core/release/manifest.ts';
import { noRoute } from '../../lib/core/rollout/traffic.ts';
import type { RunRequest } from '../../lib/core/run.ts';
import { layout } from '../../lib/core/store-layout.ts';
import type { ObjectStore, Ports } from '../../lib/ports.ts';
import { beginPromotion, finishPromotion } from '../../lib/steps/records/channel.ts';
import { acquireLease } from '../../lib/steps/records/lease.ts';
import { production } from '../../lib/steps/support/champion.ts';
import { manifestBody } from '../core/release/manifest-body.ts';
import { FakeTarget } from '../fakes/deployment-target.ts';
import { FakeMetrics } from '../fakes/metric-source.ts';
import { FakeScorer } from '../fakes/scorer.ts';
import { FixedClock } from '../support/clock.ts';
import { FakeExecutions } from '../support/fake-executions.ts';
import { MemoryStore } from '../support/memory-store.ts';

const iris = join(import.meta.dirname, '../../examples/iris');
export const irisFile = (file: string): string => readFileSync(join(iris, file), 'utf8');
const irisPolicy = parsePolicy(irisFile('signalbox.yaml'));

export interface World extends Ports {
  executions: FakeExecutions;
  target: FakeTarget;
  scorer: FakeScorer;
  metrics: FakeMetrics;
  clock: FixedClock;
  /** Sentences that were announced. */
  announced: string[];
}

const folder = mkdtempSync(join(tmpdir(), 'signalbox-steps-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A place where nothing has happened yet, for the test of one step. */
export function world(store: ObjectStore = new MemoryStore()): World {
  const target = new FakeTarget();
  const announced: string[] = [];
  const clock = new FixedClock();
  const metrics = new FakeMetrics(() => target.live);
  metrics.now = () => clock.now();
  return {
    store,
    data: new MemoryStore(),
    executions: new FakeExecutions(),
    target,
    scorer: new FakeScorer(),
    metrics,
    notifier: { announce: async ({ sentence }) => void announced.push(sentence) },
    clock,
    workDir: mkdtempSync(join(folder, 'step-')),
    names: { store: 'the-store', data: 'the-data' },
    place: 'local',
    announced,
  };
}

export function request(given: Partial<RunRequest> = {}): RunRequest {
  const { runId = 'data-2', attempt = 1 } = given;
  return {
    runId,
    pipeline: 'iris',
    machine: 'delivery',
    trigger: { kind: 'data', detail: 'a drop' },
    cause: `cause of ${runId}`,
    attempt,
    snapshot: 'snapshot',
    source: { digest: 'source', commit: null },
    requestedAt: '2026-01-01T00:00:00.000Z',
    ...given,
  };
}

export const arnOf = (runId: string): string => `arn:aws:states:local:0:execution:delivery:${runId}`;

/** Puts the records of a run that was admitted, and gives it the lease. */
export async function admitRun(ports: World, given: Partial<RunRequest> = {}) {
  const made = request(given);
  const { runId } = made;
  const executionArn = arnOf(runId);
  const lease = await acquireLease(ports, 'iris', { runId, executionArn });
  const token = lease.held ? lease.token : 0;
  const contract = { file: 'contract.yaml', text: irisFile('contract.yaml') };
  const golden = { file: 'golden.csv', text: irisFile('golden/golden.csv') };
  await ports.store.put(layout.request(runId), JSON.stringify(made));
  const admission = { policy: irisPolicy, contract, golden, locks: {}, token };
  await ports.store.put(layout.admission(runId), JSON.stringify(admission));
  return { runId, executionArn, token };
}

/** Puts a release, as CutRelease leaves it. Its servable is called `v-<version>`. */
export async function cut(ports: World, given: Partial<ManifestBody>): Promise<ManifestBody> {
  const { version = '1.0.0' } = given;
  const servable = {
    id: `v-${version}`,
    sourceDigest: 'source',
    imageDigest: 'image',
    imageUri: null,
    modelDigest: version,
  };
  const body = manifestBody({ servable, ...given });
  await ports.store.put(layout.manifest(version), JSON.stringify(sealManifest(body)));
  return body;
}

/** Makes a release that was cut the one that serves. */
export async function promote(ports: World, version: string, from: string | null, token = 1): Promise<void> {
  const runId = `run-of-${version}`;
  await beginPromotion(ports, production, { version, from, runId, token });
  await finishPromotion(ports, production, { version, runId, reason: 'promoted' });
  ports.target.meddle({ ...noRoute, stable: `v-${version}` });
}

/** A place where 1.0.0 serves. */
export async function served(store?: ObjectStore): Promise<World> {
  const ports = world(store);
  await cut(ports, { version: '1.0.0', runId: 'data-1' });
  await ports.store.put(layout.request('data-1'), JSON.stringify(request({ runId: 'data-1' })));
  await promote(ports, '1.0.0', null);
  return ports;
}
