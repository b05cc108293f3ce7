import { resolve } from 'node:path';
import type { CodeChange } from '../core/code-change.ts';
import { InputError, UsageError } from '../core/errors.ts';
import { outcomeSchema } from '../core/run-schemas.ts';
import type { IntakeInput } from '../core/step-io.ts';
import { layout } from '../core/store-layout.ts';
import type { IntakePorts } from '../ports.ts';
import { type IntakeOutput, intake } from '../steps/intake.ts';
import { readJson } from '../steps/records/json-object.ts';
import { readChampion } from '../steps/support/champion.ts';
import { type ChangeRules, takeChange } from '../steps/take-change.ts';
import type { Checkout, CodeWish } from './git/checkout.ts';
import type { LocalPorts } from './local-ports.ts';
import type { OpenedWorkload } from './workload/open-workload.ts';

export interface LocalRun extends CodeWish {
  /** Files of a data drop; none: train on the champion's data again. */
  data: string[];
  message?: string | undefined;
}

/** What is to be run, once its code and its data are known. */
export interface Asked {
  request: LocalRun;
  code: Checkout;
  opened: OpenedWorkload;
  /** Prefix of the drop; none: the champion's data, or a pull request's sample. */
  prefix: string | undefined;
}

/** Names the run and starts it: by the same steps as on AWS, a change of code as its push would. */
export async function takeIn(asked: Asked, ports: LocalPorts, workDir: string): Promise<IntakeOutput> {
  const { code, opened, request } = asked;
  const { change, host } = code;
  const pipeline = opened.policy.name;
  // Nobody listens on a laptop: what would be told again is told by the next command.
  const queue = { send: async () => {} };
  const all: IntakePorts = { ...ports, workDir, pipeline, queue, code: host, deployed: async () => null };
  if (change) return takeCode(change, asked, all);
  const trigger = { kind: request.trigger, detail: detailOf(request) };
  const commit = code.commit ?? (await commitOf(opened.bundle.digest, all));
  return intake({ ...given(asked), trigger, commit }, all);
}

function given({ opened, prefix }: Asked): Pick<IntakeInput, 'pipeline' | 'sourceDigest' | 'prefix'> {
  const { policy, bundle } = opened;
  return { pipeline: policy.name, sourceDigest: bundle.digest, ...(prefix === undefined ? {} : { prefix }) };
}

/** The folder may hold just what the champion was made of: then its commit is known, and the next range starts there. */
async function commitOf(digest: string, { store }: IntakePorts): Promise<string | null> {
  const source = (await readChampion(store))?.manifest.source;
  return source?.digest === digest ? source.commit : null;
}

async function takeCode(change: CodeChange, asked: Asked, ports: IntakePorts): Promise<IntakeOutput> {
  await refuseData(asked, ports);
  // The data is one's own here, and whoever types a branch's name means it.
  const rules: ChangeRules = { branch: change.branch, forks: 'refuse', productionData: true };
  let note = await takeChange(change, rules, ports);
  // Only a run that broke is asked for again: under the name of that run, so that it is asked for once.
  while (note?.runId && (await outcomeOf(note.runId, ports)) === 'broken')
    note = await takeChange({ ...change, again: note.runId }, rules, ports);
  if (note?.status === 'started' && note.runId !== null)
    return { status: (await outcomeOf(note.runId, ports)) ? 'already' : 'started', runId: note.runId };
  if (note?.status !== 'waiting-for-data' || asked.prefix === undefined)
    throw new InputError(`change-${note?.status ?? 'unknown'}`, note?.sentence ?? 'the change is of another branch');
  const trigger = { kind: change.kind, detail: `${change.host}:${change.repository}@${change.branch}` };
  return intake({ ...given(asked), trigger, commit: change.commit, change }, ports);
}

/** A change of code is judged on the champion's data, so that one thing changes at a time; files given beside it would be passed over. */
async function refuseData({ request }: Asked, { store }: IntakePorts): Promise<void> {
  const champion = request.data.length > 0 ? await readChampion(store) : undefined;
  if (!champion) return;
  const sentence = `a ${request.trigger === 'push' ? 'push' : 'pull request'} is judged on the data of ${champion.version}; drop the files by a run of their own, without --trigger`;
  throw new UsageError('data-beside-code', sentence);
}

async function outcomeOf(runId: string, { store }: IntakePorts) {
  return (await readJson(store, layout.outcome(runId), outcomeSchema))?.value.outcome;
}

/** By hand means now: the moment tells two such requests apart, where data and pushes are told apart by content. */
function detailOf({ trigger, data, message }: LocalRun): string {
  const files = data.map((file) => resolve(file).split('/').slice(-2).join('/')).join(', ');
  const what = message ?? (files || (trigger === 'manual' ? 'a run' : 'a change of the workload'));
  return trigger === 'manual' ? `${what}, by hand at ${new Date().toISOString()}` : what;
}
