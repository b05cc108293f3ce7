import { noRoute, type Route } from '../../lib/core/rollout/traffic.ts';
import { outcomeSchema } from '../../lib/core/run-schemas.ts';
import { layout } from '../../lib/core/store-layout.ts';
import type { Executions, ObjectStore } from '../../lib/ports.ts';
import { readChannel } from '../../lib/steps/records/channel.ts';
import { readJson } from '../../lib/steps/records/json-object.ts';
import { leaseSchema } from '../../lib/steps/records/lease.ts';
import { peekNext } from '../../lib/steps/records/queue.ts';
import { readRollout } from '../../lib/steps/records/rollout-record.ts';
import { production } from '../../lib/steps/support/champion.ts';
import { releases } from '../../lib/steps/support/releases.ts';
import { pipeline } from './place.ts';

/** A place whose runs have ended: fakes on this machine, or a stack in an emulator. */
export interface EndedPlace {
  origin: { store: ObjectStore; target: { live: Route } };
  executions: Pick<Executions, 'describe'>;
  arn(runId: string): string;
}

/** The store's content that speaks of all runs, with versions in place of servable ids. */
export async function content({ origin: { store, target } }: Pick<EndedPlace, 'origin'>) {
  const { current, promoting, history } = await readChannel(store, production);
  const lease = (await readJson(store, layout.lease(pipeline), leaseSchema))?.value;
  return {
    releases: await keys(store, 'releases/'),
    channel: { current, promoting: promoting?.version ?? null, history: history.map(({ version }) => version) },
    lease: lease?.holder ?? 'free',
    waiting: (await peekNext(store, pipeline))?.runId ?? null,
    rollout: await rolloutOf(store),
    route: await named(store, target.live),
  };
}

/** How a run ended, and all that the store then says. */
export async function ending(place: EndedPlace, runId: string) {
  const { store } = place.origin;
  const outcome = (await readJson(store, layout.outcome(runId), outcomeSchema))?.value;
  const report = await store.get(layout.report(runId));
  return {
    execution: await place.executions.describe(place.arn(runId)),
    outcome: outcome?.outcome ?? null,
    gate: outcome?.gate ?? null,
    sentence: outcome?.sentence ?? null,
    report: report !== undefined && new TextDecoder().decode(report.bytes).includes(runId),
    ...(await content(place)),
  };
}

async function rolloutOf(store: ObjectStore): Promise<string | null> {
  const record = await readRollout(store, pipeline);
  return record ? `${record.version} ${record.state}` : null;
}

/** Where traffic goes, by version. */
async function named(store: ObjectStore, route: Route): Promise<Route> {
  const cut = await releases(store);
  const version = (id: string | null) =>
    id === null ? null : (cut.find(({ servable }) => servable.id === id)?.version ?? id);
  return { ...route, stable: version(route.stable), candidate: version(route.candidate) };
}

export async function keys(store: ObjectStore, prefix: string): Promise<string[]> {
  const found: string[] = [];
  for await (const { key } of store.list(prefix)) found.push(key);
  return found;
}

/** Keys of releases whose run has ended. */
export const releaseKeys = (...versions: string[]): string[] =>
  versions.flatMap((version) =>
    ['CHANGELOG.md', 'manifest.json', 'outcome.json'].map((name) => `releases/${version}/${name}`),
  );

/** What is stored once these versions were promoted, in this order, and nothing is under way. */
export const promoted = (...versions: string[]) => ({
  releases: releaseKeys(...versions),
  channel: { current: versions.at(-1) ?? null, promoting: null, history: versions },
  lease: 'free',
  waiting: null,
  rollout: versions.length > 0 ? `${versions.at(-1)} promoted` : null,
  route: { ...noRoute, stable: versions.at(-1) ?? null },
});

/** 1.0.0 serves on, and `version` was cut and taken back. */
export const takenBack = (version: string) => ({
  ...promoted('1.0.0'),
  releases: releaseKeys('1.0.0', version),
  rollout: `${version} rolled_back`,
});

/** A run of which a sentence is expected. */
export const ended = (outcome: string, gate: string | null, sentence: RegExp, execution = 'SUCCEEDED') => ({
  execution,
  outcome,
  gate,
  sentence: expect.stringMatching(sentence),
  report: true,
});
