import { type Arrival, type ArrivalRules, arrivalOf, type Taken } from '../../core/arrival/arrival.ts';
import { isData } from '../../core/arrival/is-data.ts';
import { type Listed, stateOf, versionId } from '../../core/arrival/listed.ts';
import { type Manifest, readManifest, signalIn } from '../../core/arrival/signal.ts';
import { InputError } from '../../core/errors.ts';
import type { Ports } from '../../ports.ts';
import type { Ledger } from '../records/arrival.ts';
import { countRows } from './count-rows.ts';

/** More than a listing of 100,000 long names: what is larger was meant to be something else. */
const largestManifestBytes = 64 * 1024 * 1024;

export interface Looked {
  arrival: Arrival;
  seen: NonNullable<Ledger['seen']>;
}

/** Lists a folder and decides, without changing anything. */
export async function lookAtFolder(ledger: Ledger, rules: ArrivalRules, taken: Taken, ports: Ports): Promise<Looked> {
  const { prefix } = ledger;
  const objects: Listed[] = [];
  for await (const object of ports.data.list(prefix)) objects.push(object);
  // After the listing: what it shows was so before this moment.
  const now = ports.clock.now();
  const data = objects.filter((object) => isData(object, prefix));
  const state = stateOf(data);
  const since = ledger.seen?.state === state ? ledger.seen.since : now.toISOString();
  const manifest = await manifestIn(objects, prefix, rules, ports);
  const arrival = await withEnoughRows(
    arrivalOf({ prefix, objects, since, manifest }, rules, taken, now),
    rules,
    ports,
  );
  const files = new Set(arrival.kind === 'ready' ? arrival.files : []);
  const all = data.every((object) => files.has(object) || taken.versions.has(versionId(object)));
  return { arrival, seen: { state, since, settled: arrival.kind !== 'wait' && all } };
}

async function manifestIn(
  objects: readonly Listed[],
  prefix: string,
  { complete }: ArrivalRules,
  { data }: Ports,
): Promise<Manifest | undefined> {
  const signal = complete.kind === 'manifest' ? signalIn(objects, prefix, complete) : undefined;
  if (signal === undefined) return undefined;
  if (signal.size > largestManifestBytes) return { fault: `it has ${signal.size} bytes` };
  const found = await data.get(signal.key);
  return found && readManifest(found.bytes);
}

/** Rows are counted last, and only where the policy asks for them: it means reading the files. */
async function withEnoughRows(arrival: Arrival, { minRows }: ArrivalRules, ports: Ports): Promise<Arrival> {
  if (arrival.kind !== 'ready' || minRows === 0) return arrival;
  try {
    const rows = await countRows(arrival.files, minRows, ports);
    if (rows >= minRows) return arrival;
    return { kind: 'wait', seconds: null, why: `${rows} rows came, and ${minRows} are wanted` };
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    if (error.code === 'object-gone') return { kind: 'wait', seconds: 1, why: 'a file changed while it was read' };
    // What cannot be read at all is for the run to refuse, in words that its producer sees.
    return arrival;
  }
}
