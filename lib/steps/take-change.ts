import type { CodeHost } from '../code-host-ports.ts';
import { canonicalJson } from '../core/canonical-json.ts';
import { type CodeChange, type CommitRange, changeIdentity, pullRequestOf } from '../core/code-change.ts';
import { InputError } from '../core/errors.ts';
import { layout } from '../core/store-layout.ts';
import type { IntakePorts } from '../ports.ts';
import { intake } from './intake.ts';
import { type ChangeNote, isHandled, noteKey, readNote, writeNote } from './records/change-note.ts';
import { readChampion } from './support/champion.ts';
import { changeData } from './support/change-data.ts';
import { movedOnTo } from './support/moved-on.ts';
import { type SealedSource, type SourceLimits, sealSource } from './support/source-bundle.ts';

/** Which changes a pipeline runs, and what they may see. */
export interface ChangeRules {
  /** The released branch: pushes to it, and pull requests that want to go into it. */
  branch: string;
  /** Pull requests of forks run code of strangers. */
  forks: 'refuse' | 'run';
  /** Whether pull requests may train on the champion's data. */
  productionData: boolean;
}

/** What changes a run may bring: code, not data. A folder of one's own may be larger. */
export const changeLimits: SourceLimits = { bytes: 100 * 1024 * 1024, files: 5_000 };

type Taken = Pick<ChangeNote, 'status' | 'sentence'> & Partial<ChangeNote>;

/**
 * Takes a push or a commit of a pull request in: fetches its code, settles what it trains on, and starts its run, once however
 * often and by however many it is told of. What it runs on is noted before it is started, so that whoever goes on after a crash
 * starts the very same run. Resolves to what became of it; undefined for a branch that is not ours.
 * @throws InputError `repository-*` for what somebody must mend, and whatever the code host or the store throws: then it is to be told again
 */
export async function takeChange(
  change: CodeChange,
  rules: ChangeRules,
  ports: IntakePorts,
): Promise<ChangeNote | undefined> {
  if (change.branch !== rules.branch) return undefined;
  const { store, pipeline } = ports;
  const key = noteKey(pipeline, change);
  const known = await readNote(store, key);
  if (known && isHandled(known)) return known;
  const note = known?.status === 'taking' ? known : await settleNote(change, rules, ports);
  return note.status === 'taking' ? start(note, ports) : note;
}

/** Decides what becomes of the change. Of two that decide at once, the first stands. */
async function settleNote(change: CodeChange, rules: ChangeRules, ports: IntakePorts): Promise<ChangeNote> {
  const taken = await decide(change, rules, ports);
  const takenAt = ports.clock.now().toISOString();
  if (hasNoRun(taken)) await announceRefusal(change, taken.sentence, ports);
  return writeNote(ports, { source: null, snapshot: null, runId: null, takenAt, ...taken, change });
}

async function decide(change: CodeChange, rules: ChangeRules, ports: IntakePorts): Promise<Taken> {
  if (change.pullRequest?.fork && rules.forks === 'refuse')
    return { status: 'refused', sentence: 'it comes from a fork, and this pipeline runs no code of forks' };
  const code = hostOf(ports);
  const asked = { since: ports.clock.now().toISOString() };
  const moved = change.again === null ? await movedOnTo(change, placeOf(change), code, ports) : asked;
  if ('newer' in moved)
    return { status: 'overtaken', sentence: `${placeOf(change)} had moved on to ${moved.newer} before it was told` };
  // However long fetching takes and however often it fails: who is newer was settled just now.
  return { takenAt: moved.since, ...(await bring(change, code, rules, ports)) };
}

/** Its code and what it trains on, in the store. */
async function bring(change: CodeChange, code: CodeHost, rules: ChangeRules, ports: IntakePorts): Promise<Taken> {
  const sealed = await fetched(change, code);
  if ('status' in sealed) return sealed;
  await putSource(sealed, ports);
  const source = { digest: sealed.digest, commit: change.commit };
  const snapshot = await changeData(change, sealed, rules, ports);
  if (snapshot === undefined)
    return {
      status: 'waiting-for-data',
      source,
      sentence: `nothing was released from ${ports.names.store} yet, so there is no data to train on: the first data brings this code`,
    };
  return { status: 'taking', source, snapshot, sentence: 'its run is being started' };
}

function hasNoRun({ status }: Taken): boolean {
  return status === 'refused' || status === 'overtaken' || status === 'waiting-for-data';
}

/** Before it is noted: who hears of it waits for the note, and a note that nobody heard of would never be told. */
async function announceRefusal(
  change: CodeChange,
  sentence: string,
  { notifier, pipeline }: IntakePorts,
): Promise<void> {
  await notifier.announce({
    kind: 'not-run',
    pipeline,
    runId: null,
    sentence: `a ${change.kind} of ${change.commit.slice(0, 12)} by ${change.author} is not run: ${sentence}`,
    facts: { change: changeIdentity(change) },
  });
}

function hostOf({ code, pipeline }: IntakePorts): CodeHost {
  if (code) return code;
  throw new InputError('no-repository', `no repository is connected to the pipeline ${pipeline}`);
}

/** Where commits follow one another: `github:octo/iris@main`, or the pull request. */
function placeOf(change: CodeChange): string {
  return pullRequestOf(change) ?? `${change.host}:${change.repository}@${change.branch}`;
}

/** Faults of the commit itself: no other try will find it better. */
const ownFaults = new Set(['workload-too-large', 'workload-empty', 'path-outside', 'repository-submodule']);

async function fetched(change: CodeChange, code: CodeHost): Promise<SealedSource | Taken> {
  try {
    return await sealSource(code.files(change.commit), `at ${change.commit}`, changeLimits);
  } catch (thrown) {
    if (!(thrown instanceof InputError)) throw thrown;
    if (thrown.code === 'commit-gone') return { status: 'gone', sentence: thrown.message };
    if (ownFaults.has(thrown.code)) return { status: 'refused', sentence: `${thrown.code}: ${thrown.message}` };
    throw thrown;
  }
}

/** A source may be 100 MB: it is not sent again when it is there. */
async function putSource({ digest, zip }: SealedSource, { store }: IntakePorts): Promise<void> {
  const key = layout.source(digest);
  for await (const known of store.list(key)) if (known.key === key) return;
  await store.put(key, zip, { absent: true });
}

async function start(note: ChangeNote, ports: IntakePorts): Promise<ChangeNote> {
  const { change, source, snapshot } = note;
  if (!source || snapshot === null) return note;
  const range = await rangeOf(change, ports);
  const { runId } = await intake(
    {
      pipeline: ports.pipeline,
      trigger: { kind: change.kind, detail: placeOf(change) },
      machine: change.kind === 'pull_request' ? 'pull_request' : 'delivery',
      sourceDigest: source.digest,
      commit: change.commit,
      snapshot,
      change,
      ...(change.kind === 'push' ? { borrowed: ['snapshot'] } : {}),
      nonce: changeIdentity(change),
      requestedAt: note.takenAt,
    },
    ports,
  );
  await ports.store.put(layout.commits(runId), canonicalJson(range), { absent: true });
  return writeNote(ports, { ...note, status: 'started', runId, sentence: `run ${runId} was started` });
}

/**
 * What is new since the champion; whoever rewrote history makes it incomplete, and stops nothing. A champion without a commit
 * leaves the pushed one as all that is known: a break that it tells of counts.
 */
async function rangeOf({ kind, commit: head, title, author }: CodeChange, ports: IntakePorts): Promise<CommitRange> {
  const champion = await readChampion(ports.store);
  const base = champion?.manifest.source.commit ?? null;
  const known = champion && kind === 'push' && title !== '' ? [{ sha: head, message: title, author }] : [];
  if (base === null) return { base, head, commits: known, complete: false };
  const none = { base, head, commits: [], complete: base === head };
  if (base === head) return none;
  try {
    return { base, head, ...(await hostOf(ports).commits(base, head)) };
  } catch (thrown) {
    if (thrown instanceof InputError && thrown.code === 'commit-gone') return none;
    throw thrown;
  }
}
