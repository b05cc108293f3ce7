import { changeIdentity } from '../core/code-change.ts';
import { asTaskError, InputError, messageOf } from '../core/errors.ts';
import { askedBy } from '../core/triggers/registry.ts';
import type { Asked, TriggerPlace } from '../core/triggers/trigger.ts';
import type { IntakePorts } from '../ports.ts';
import type { ChangeRules } from './take-change.ts';

/** A message of the intake queue. */
export interface Message {
  id: string;
  /** JSON of an event that some trigger knows. */
  body: string;
}

/** What became of the messages that asked for one and the same thing. */
export interface Told {
  /** `collect incoming/iris/day/`. */
  what: string;
  messages: string[];
  /** One sentence; where it failed, `<code>: <sentence>`. */
  said: string;
  /** Such messages must come again. */
  failed: boolean;
}

export interface IntakePlace extends TriggerPlace {
  changes: Omit<ChangeRules, 'branch'>;
  /** False when there is no time left to begin with anything more. */
  hasTime(): boolean;
}

/**
 * Things done at once: each waits for the store most of the time. But code of up to 100 MB is held in memory with its bundle, 440 MiB
 * of two, and 970 of eight: they would take down the function, and all messages of the batch with it, again and again.
 */
const atOnce = { code: 2, other: 8 };

interface Job {
  asked: Asked;
  ids: string[];
}

/**
 * Does what messages ask for. Those that ask for the same are answered together, so that a thousand files of one folder are one
 * look; what fails, fails alone.
 */
export async function takeMessages(
  messages: readonly Message[],
  place: IntakePlace,
  ports: IntakePorts,
): Promise<Told[]> {
  const told: Told[] = [];
  const jobs = new Map<string, Job>();
  for (const { id, body } of messages) {
    try {
      const asked = askedBy(parse(body), place);
      const what = nameOf(asked);
      const job = jobs.get(what) ?? { asked, ids: [] };
      job.ids.push(id);
      jobs.set(what, job);
    } catch (error) {
      told.push({ what: 'read', messages: [id], said: sentenceOf(error), failed: true });
    }
  }
  const work = async (waiting: Array<[string, Job]>) => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const [what, { asked, ids }] = next;
      told.push({ what, messages: ids, ...(await attempt(asked, place, ports)) });
    }
  };
  const [code, other] = [[...jobs].filter(isCode), [...jobs].filter((job) => !isCode(job))];
  const workers = (count: number, waiting: Array<[string, Job]>) => Array.from({ length: count }, () => work(waiting));
  await Promise.all([...workers(atOnce.code, code), ...workers(atOnce.other, other)]);
  return told;
}

function isCode([, { asked }]: [string, Job]): boolean {
  return asked.ask === 'code';
}

/**
 * Does what one event asks for, whoever brought it.
 * @throws InputError `unknown-event`, and whatever doing it throws
 */
export async function takeEvent(event: unknown, place: IntakePlace, ports: IntakePorts): Promise<string> {
  return answer(askedBy(event, place), place, ports);
}

async function attempt(asked: Asked, place: IntakePlace, ports: IntakePorts): Promise<Pick<Told, 'said' | 'failed'>> {
  if (!place.hasTime()) return { said: 'there was no time left for it', failed: true };
  try {
    return { said: await answer(asked, place, ports), failed: false };
  } catch (error) {
    return { said: sentenceOf(error), failed: true };
  }
}

/** An event needs one of these at most, and each takes longer to load than all that comes before. */
async function answer(asked: Asked, { changes, repository }: IntakePlace, ports: IntakePorts): Promise<string> {
  switch (asked.ask) {
    case 'nothing':
      return asked.why;
    case 'collect': {
      const { collect } = await import('./collect.ts');
      const { status, why, runs } = await collect(asked.prefix, ports);
      return [`${status}: ${why}`, ...runs].join('; ');
    }
    case 'code': {
      const { takeChange } = await import('./take-change.ts');
      const note = repository && (await takeChange(asked.change, { ...changes, branch: repository.branch }, ports));
      return note
        ? [`${note.status}: ${note.sentence}`, note.runId ?? []].flat().join('; ')
        : 'it is of another branch';
    }
    case 'answer': {
      const { takeAnswer } = await import('./take-answer.ts');
      return takeAnswer(asked.answer, ports);
    }
    case 'retrain': {
      const { retrain } = await import('./retrain.ts');
      const retrained = await retrain(asked, ports);
      return retrained.status === 'nothing' ? retrained.why : `${retrained.status}: ${retrained.runId}`;
    }
  }
}

/** The same for messages that ask for the same. */
function nameOf(asked: Asked): string {
  switch (asked.ask) {
    case 'nothing':
      return 'nothing';
    case 'collect':
      return `collect ${asked.prefix}`;
    case 'code':
      return `${asked.change.kind} ${asked.change.commit} ${changeIdentity(asked.change)}`;
    case 'answer': {
      const { runId, approve, by, saidAt } = asked.answer;
      return `${approve ? 'approve' : 'reject'} ${runId} by ${by} at ${saidAt}`;
    }
    case 'retrain':
      return `retrain ${asked.trigger.kind} ${asked.nonce}`;
  }
}

function parse(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch (error) {
    throw new InputError('unknown-event', `a message of the intake queue is no JSON: ${messageOf(error)}`);
  }
}

function sentenceOf(error: unknown): string {
  return asTaskError(error).message;
}
