import { zipSync } from 'fflate';
import { parse } from 'yaml';
import type * as z from 'zod';
import type { arrival } from '../../lib/core/policy/arrival.ts';
import { sha256 } from '../../lib/core/sha256.ts';
import { layout } from '../../lib/core/store-layout.ts';
import type { IntakePorts, ObjectStore } from '../../lib/ports.ts';
import { DataBucket } from '../fakes/data-bucket.ts';
import { FakeQueue } from '../fakes/intake-queue.ts';
import { irisFile, type World, world } from './world.ts';

export interface IntakeWorld extends Omit<World, 'data'>, Omit<IntakePorts, keyof World> {
  data: DataBucket;
  queue: FakeQueue;
}

/** A place whose deployed workload has these rules of arrival; no repository is connected. */
export async function intakeWorld(
  rules: z.input<typeof arrival> = {},
  versions: 'numbered' | 'content' = 'numbered',
  store?: ObjectStore,
): Promise<IntakeWorld> {
  const ports = world(store);
  const digest = await putSource(ports.store, rules);
  return {
    ...ports,
    data: new DataBucket(ports.clock, versions),
    pipeline: 'iris',
    queue: new FakeQueue(ports.clock),
    code: null,
    deployed: async () => ({ digest, commit: null }),
  };
}

/** Puts the iris example with other rules of arrival; answers its digest. */
export async function putSource(store: ObjectStore, rules: z.input<typeof arrival>): Promise<string> {
  const policy = parse(irisFile('signalbox.yaml'));
  policy.data.arrival = rules;
  const zip = zipSync({ 'signalbox.yaml': Buffer.from(JSON.stringify(policy)) });
  const digest = sha256(zip);
  await store.put(layout.source(digest), zip);
  return digest;
}
