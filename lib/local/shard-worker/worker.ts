import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { extname, join } from 'node:path';
import { InputError, InternalError } from '../../core/errors.ts';
import type { Profile } from '../../core/profile/profile.ts';
import type { WorkerAnswer, WorkerJob } from './message.ts';

/** One process that profiles shards. */
export interface Worker {
  /** @throws InputError as `profileShard` does; InternalError `worker-ended` when the process ends before its answer */
  profile(job: WorkerJob): Promise<Profile>;
  close(): void;
}

const entry = join(import.meta.dirname, `main${extname(import.meta.filename)}`);

export function startWorker(): Worker {
  let child: ChildProcess | undefined;
  return {
    profile: async (job) => {
      child ??= forked(() => {
        child = undefined;
      });
      return profileOf(await answerOf(child, job));
    },
    close: () => child?.kill('SIGKILL'),
  };
}

function forked(onExit: () => void): ChildProcess {
  const child = fork(entry, { serialization: 'advanced', stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  return child.once('exit', onExit);
}

async function answerOf(child: ChildProcess, job: WorkerJob): Promise<WorkerAnswer> {
  const over = new AbortController();
  const answer = once(child, 'message', { signal: over.signal }).then(([message]) => message as WorkerAnswer);
  const end = once(child, 'exit', { signal: over.signal }).then(([code, signal]): WorkerAnswer => {
    const name = job.files[0]?.name ?? 'no file';
    return {
      fault: 'ours',
      code: 'worker-ended',
      sentence: `${name}: the process that read it ended with ${signal ?? code}`,
    };
  });
  // Whichever comes second is given up, and that is no error.
  for (const one of [answer, end]) one.catch(() => {});
  // To one that has just ended nothing can be sent; its end is the answer.
  child.send(job, () => {});
  try {
    return await Promise.race([answer, end]);
  } finally {
    over.abort();
  }
}

function profileOf(answer: WorkerAnswer): Profile {
  if ('profile' in answer) return answer.profile;
  const { fault, code, sentence } = answer;
  throw fault === 'input' ? new InputError(code, sentence) : new InternalError(code, sentence);
}
