import type { Arrival, ArrivalRules } from '../core/arrival/arrival.ts';
import { snapshotOf } from '../core/arrival/snapshot.ts';
import { ConflictError, InputError } from '../core/errors.ts';
import { layout } from '../core/store-layout.ts';
import { incoming } from '../core/triggers/data.ts';
import { lookAt } from '../core/triggers/look.ts';
import type { IntakePorts } from '../ports.ts';
import { type Claim, type Ledger, type OpenLedger, openLedger, writeLedger } from './records/arrival.ts';
import { writeOnce } from './records/json-object.ts';
import { startClaims } from './support/claims.ts';
import { type Looked, lookAtFolder } from './support/look-at-folder.ts';
import { folded, takenBefore } from './support/taken.ts';
import { type TrainingSource, trainingSource } from './support/training-source.ts';

export interface Collected {
  status: 'started' | 'waiting' | 'nothing';
  /** For the log. */
  why: string;
  /** Runs that this visit started, also for visits before it that were cut off. */
  runs: string[];
}

/** Each round that we lose, somebody else looks at the same folder; more at once than this means something is wrong. */
const rounds = 32;
/** The queue holds a message back no longer; a longer wait is looked at in between. */
const longestLookSeconds = 900;
/** The look comes this much after the time on record, so that nobody's clock takes it for one that is still to come. */
const marginSeconds = 1;
/** While more may come, a folder is listed this many times in the quiet time that its policy asks for, however many events come. */
const looksInQuiet = 6;

/**
 * Looks whether what lies under a prefix is a drop that is complete, and starts a run on it if so. Only the listing decides:
 * an event is a hint that may come late, twice or never. What a run takes is claimed in the folder's ledger, by one conditional
 * write and before the run is started, and each visit first starts what was claimed but not started: so each version goes
 * into one snapshot that is started, however many look at once and wherever they are killed.
 * @throws InputError `foreign-prefix`
 */
export async function collect(prefix: string, ports: IntakePorts): Promise<Collected> {
  if (!prefix.startsWith(incoming(ports.pipeline)) || !prefix.endsWith('/'))
    throw new InputError('foreign-prefix', `${prefix} is no folder under ${incoming(ports.pipeline)}`);
  const visit: Visit = { prefix, ports, runs: [], askedToLook: false };
  for (let round = 0; round < rounds; round += 1) {
    const said = await tryOnce(visit);
    if (said) return { ...said, runs: visit.runs };
  }
  throw new ConflictError('contended', `${prefix} was looked at by others ${rounds} times in a row while we did too`);
}

type Said = Omit<Collected, 'runs'>;

interface Visit {
  prefix: string;
  ports: IntakePorts;
  runs: string[];
  /** However often the ledger is lost to others, one message is enough. */
  askedToLook: boolean;
}

/** From reading the ledger to writing it; undefined when somebody else wrote it in between, or when there is more to do. */
async function tryOnce(visit: Visit): Promise<Said | undefined> {
  const { prefix, ports, runs } = visit;
  const opened = await openLedger(ports.store, ports.pipeline, prefix);
  const { ledger } = opened;
  const started = await startClaims(opened, ports);
  runs.push(...started);
  if (started.length > 0) return undefined;
  const again = rest(ledger, ports);
  if (again) return { status: 'waiting', why: `it was looked at just now, and will be again at ${again}` };
  const source = await usableSource(ports);
  if (typeof source === 'string') return { status: 'waiting', why: source };
  if (!source) return { status: 'waiting', why: 'there is no code to train with yet' };
  const rules = source.policy.data.arrival;
  const looked = await lookAtFolder(ledger, rules, await takenBefore(ledger, ports), ports);
  if (looked.arrival.kind === 'ready') return claim(opened, { ...looked, arrival: looked.arrival }, source, visit);
  const { seen, arrival } = looked;
  const look = arrival.kind === 'wait' ? await lookAgain(ledger, arrival.seconds, rules, visit) : toCome(ledger, ports);
  if (!(await writeLedger(ports.store, opened, { ...ledger, seen, look }))) return undefined;
  return { status: arrival.kind === 'wait' ? 'waiting' : 'nothing', why: arrival.why };
}

/** A sentence where it cannot be used: its push was told so, and the sweep looks again at what waits for a better one. */
async function usableSource(ports: IntakePorts): Promise<TrainingSource | string | undefined> {
  try {
    return await trainingSource(ports);
  } catch (thrown) {
    if (thrown instanceof InputError) return `the code to train with cannot be used: ${thrown.code}: ${thrown.message}`;
    throw thrown;
  }
}

/** The look that was asked for and did not come yet. */
function toCome({ look }: Ledger, { clock }: IntakePorts): Ledger['look'] {
  return look && look.at > clock.now().toISOString() ? look : null;
}

/** When the next look comes, where nobody needs to look before it. */
function rest(ledger: Ledger, ports: IntakePorts): string | undefined {
  const look = toCome(ledger, ports);
  return look && look.restUntil > ports.clock.now().toISOString() ? look.at : undefined;
}

/** Asks for another look when time alone can make the drop complete, unless one is to come anyway. Asked first, noted then. */
async function lookAgain(
  ledger: Ledger,
  seconds: number | null,
  { complete }: ArrivalRules,
  visit: Visit,
): Promise<Ledger['look']> {
  const pending = toCome(ledger, visit.ports);
  if (seconds === null) return pending;
  const { queue, clock } = visit.ports;
  const now = clock.now();
  const wait = Math.min(seconds, longestLookSeconds - marginSeconds);
  if (pending === null && !visit.askedToLook) {
    await queue.send(lookAt(visit.prefix), wait + marginSeconds);
    visit.askedToLook = true;
  }
  // A marker or manifest makes a drop complete at once, so whoever hears of one looks.
  const restSeconds = complete.kind === 'quiet' ? Math.min(wait, complete.seconds / looksInQuiet) : 0;
  return { at: pending?.at ?? later(now, wait), restUntil: later(now, restSeconds) };
}

function later(now: Date, seconds: number): string {
  return new Date(now.getTime() + seconds * 1000).toISOString();
}

/** Writes down what is taken, and starts it. */
async function claim(
  opened: OpenLedger,
  { arrival, seen }: Looked & { arrival: Extract<Arrival, { kind: 'ready' }> },
  { digest, commit, policy }: TrainingSource,
  { ports, runs, prefix }: Visit,
): Promise<Said | undefined> {
  const { store, names, clock, pipeline } = ports;
  const snapshot = snapshotOf(arrival.files, names.data);
  await writeOnce(store, layout.snapshot(snapshot.hash), snapshot);
  const at = clock.now().toISOString();
  const source = { digest, commit };
  const whole = policy.data.arrival.take === 'folder' && arrival.signal === null;
  const claimed: Claim = { snapshot: snapshot.hash, source, signal: arrival.signal, whole, at, runId: null };
  const before = await folded(opened.ledger, ports);
  const next = { ...before, seen, look: toCome(before, ports), claims: [...before.claims, claimed] };
  if (!(await writeLedger(store, opened, next))) return undefined;
  runs.push(...(await startClaims(await openLedger(store, pipeline, prefix), ports)));
  return { status: 'started', why: `${arrival.files.length} files were taken as ${snapshot.hash}` };
}
