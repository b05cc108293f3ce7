import * as z from 'zod';
import { isData } from '../core/arrival/is-data.ts';
import { emptyState, stateWith } from '../core/arrival/listed.ts';
import { canonicalJson } from '../core/canonical-json.ts';
import { layout } from '../core/store-layout.ts';
import { folderOf, incoming } from '../core/triggers/data.ts';
import { lookAt } from '../core/triggers/look.ts';
import type { IntakePorts } from '../ports.ts';
import { type Ledger, ledgerSchema, prefixHash } from './records/arrival.ts';
import { readJson } from './records/json-object.ts';

/** A look that is this late is lost. */
const graceSeconds = 60;

/** `arrivals/<pipeline>/sweep.json`: folders in which nothing is left to do, by the hash of their prefix; only to save reading. */
const restSchema = z.record(z.string(), z.object({ state: z.string(), ledger: z.string() }));
type Rest = z.output<typeof restSchema>;

export interface Swept {
  /** Folders that are to be looked at. */
  asked: string[];
  /** When the newest file came, or where there never was one, when the pipeline looked first: ISO 8601, UTC. */
  dataAt: string;
}

type SweepPorts = Pick<IntakePorts, 'store' | 'data' | 'queue' | 'clock' | 'pipeline'>;

/**
 * Asks for a look at each folder under `incoming/<pipeline>/` that holds what no snapshot took, or of which a claim was not
 * started: what an event that never came, or a look that was lost, left behind. Listings alone tell
 * the folders at rest; a ledger is read only where something changed since the last sweep.
 */
export async function sweep(ports: SweepPorts): Promise<Swept> {
  const { store, pipeline } = ports;
  const [folders, { ledgers, sweptAt }] = await Promise.all([foldersIn(ports), ledgersIn(ports)]);
  const stored = (await readJson(store, layout.sweep(pipeline), restSchema))?.value;
  const before = stored ?? {};
  const rest: Rest = {};
  const asked: string[] = [];
  for (const hash of new Set([...folders.keys(), ...ledgers.keys()])) {
    const listed = { state: folders.get(hash)?.state ?? emptyState, ledger: ledgers.get(hash)?.etag ?? '' };
    const known = before[hash];
    if (known?.state === listed.state && known.ledger === listed.ledger) {
      rest[hash] = listed;
      continue;
    }
    const ledger = await ledgerAt(ledgers.get(hash)?.key, ports);
    const prefix = folders.get(hash)?.prefix ?? ledger?.prefix;
    const need = needOf(ledger, listed.state, ports.clock.now());
    if (need === 'nothing') rest[hash] = listed;
    if (need === 'look' && prefix !== undefined) asked.push(prefix);
  }
  for (const prefix of asked) await ports.queue.send(lookAt(prefix));
  const [now, then] = [canonicalJson(rest), canonicalJson(before)];
  // Also where there is nothing: its time is that of the first look.
  if (stored === undefined || now !== then) await store.put(layout.sweep(pipeline), now);
  const newest = [...folders.values()].map(({ newestAt }) => newestAt).reduce(later, '');
  return { asked, dataAt: newest || (sweptAt ?? ports.clock.now().toISOString()) };
}

/** What a folder in this state needs. While a look is to come it needs no other. */
function needOf(ledger: Ledger | undefined, state: string, now: Date): 'nothing' | 'patience' | 'look' {
  if (ledger === undefined) return 'look';
  if (ledger.claims.some(({ runId }) => runId === null)) return 'look';
  if (ledger.seen?.state === state && ledger.seen.settled) return 'nothing';
  const lostAt = ledger.look ? Date.parse(ledger.look.at) + graceSeconds * 1000 : 0;
  return now.getTime() < lostAt ? 'patience' : 'look';
}

interface Folder {
  state: string;
  newestAt: string;
}

async function foldersIn({ data, pipeline }: SweepPorts): Promise<Map<string, Folder & { prefix: string }>> {
  const found = new Map<string, Folder>();
  for await (const object of data.list(incoming(pipeline))) {
    const prefix = folderOf(object.key);
    if (!isData(object, prefix)) continue;
    const { state, newestAt } = found.get(prefix) ?? { state: emptyState, newestAt: '' };
    const { modifiedAt } = object;
    found.set(prefix, { state: stateWith(state, object), newestAt: later(newestAt, modifiedAt) });
  }
  return new Map([...found].map(([prefix, folder]) => [prefixHash(prefix), { prefix, ...folder }]));
}

/** Every ledger by its folder, and when the first sweep was, or the last that changed something. */
async function ledgersIn({ store, pipeline }: SweepPorts) {
  const ledgers = new Map<string, { key: string; etag: string }>();
  let sweptAt: string | undefined;
  const folder = layout.arrivals(pipeline);
  for await (const { key, etag, modifiedAt } of store.list(folder)) {
    const hash = /^([0-9a-f]{16})\.json$/.exec(key.slice(folder.length))?.[1];
    if (hash !== undefined) ledgers.set(hash, { key, etag });
    if (key === layout.sweep(pipeline)) sweptAt = modifiedAt;
  }
  return { ledgers, sweptAt };
}

async function ledgerAt(key: string | undefined, { store }: SweepPorts): Promise<Ledger | undefined> {
  return key === undefined ? undefined : (await readJson(store, key, ledgerSchema))?.value;
}

/** Of two times as ISO 8601, UTC; the empty text is before all. */
function later(one: string, other: string): string {
  return [one, other].sort()[1] as string;
}
