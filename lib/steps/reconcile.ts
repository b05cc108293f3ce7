import type { CodeChange } from '../core/code-change.ts';
import { InternalError, messageOf } from '../core/errors.ts';
import { codeMessage } from '../core/triggers/code.ts';
import type { IntakePorts } from '../ports.ts';
import { isHandled, noteKey, readNote } from './records/change-note.ts';
import { sweep } from './sweep.ts';

export interface Reconciled {
  /** Changes that nobody had taken in. */
  missing: number;
  /** Those of them that were sent to the intake now: `push main 3f2a…`, `pull request 17 9c1b…`. */
  sent: string[];
  /** Folders of the data bucket to be looked at again. */
  folders: string[];
  /** See Swept. */
  dataAt: string;
}

/** How often it is called; infra has the same number. */
export const reconcileMinutes = 10;

/**
 * Most changes sent at once. A repository that is connected with 300 open pull requests gets the required check on all of
 * them, but over 2.5 hours: each is a training.
 */
const mostAtOnce = 20;

/**
 * Finds what was never told, or got lost on the way: GitHub does not deliver again by itself, and EventBridge gives up after a
 * day. Compares the heads of the code host with the changes on record and sends the intake what is missing; whatever was on its
 * way after all is known by its identity. Then the same for folders of data.
 * @throws whatever one of the two failed with, once both were tried
 */
export async function reconcile(ports: IntakePorts): Promise<Reconciled> {
  const [code, data] = await Promise.allSettled([changes(ports), sweep(ports)]);
  if (code.status === 'fulfilled' && data.status === 'fulfilled')
    return { ...code.value, folders: data.value.asked, dataAt: data.value.dataAt };
  const failed = [code, data].flatMap((one) => (one.status === 'rejected' ? [one.reason as unknown] : []));
  if (failed.length === 1) throw failed[0];
  throw new InternalError('reconcile-failed', failed.map(messageOf).join('; '), { cause: failed[0] });
}

async function changes(ports: IntakePorts): Promise<Pick<Reconciled, 'missing' | 'sent'>> {
  const heads = ports.code ? await ports.code.heads() : [];
  const missing: CodeChange[] = [];
  for (const head of heads) if (!(await isKnown(head, ports))) missing.push(head);
  const now = inTurn(missing, ports.clock.now());
  for (const change of now) await ports.queue.send(codeMessage(change));
  return { missing: missing.length, sent: now.map(nameOf) };
}

async function isKnown(change: CodeChange, { store, pipeline }: IntakePorts): Promise<boolean> {
  const note = await readNote(store, noteKey(pipeline, change));
  return note !== undefined && isHandled(note);
}

/** The pushes, and a window over the rest that goes on with time: what can never be taken in holds nobody else up. */
function inTurn(missing: CodeChange[], now: Date): CodeChange[] {
  if (missing.length <= mostAtOnce) return missing;
  const pushes = missing.filter(({ kind }) => kind === 'push');
  const rest = missing.filter(({ kind }) => kind !== 'push');
  const places = mostAtOnce - pushes.length;
  const turn = Math.floor(now.getTime() / (reconcileMinutes * 60_000));
  const from = (turn * places) % rest.length;
  return [...pushes, ...[...rest.slice(from), ...rest.slice(0, from)].slice(0, places)];
}

function nameOf({ pullRequest, branch, commit }: CodeChange): string {
  return `${pullRequest ? `pull request ${pullRequest.number}` : `push ${branch}`} ${commit}`;
}
