// Profiles one shard after the other in a process of its own, so that many are read at once and one that breaks takes no other along.
import { InputError, messageOf, SignalboxError } from '../../core/errors.ts';
import { profileShard } from '../../engine/profile-shard.ts';
import type { WorkerAnswer, WorkerJob } from './message.ts';

process.on('message', async (job: WorkerJob) => {
  process.send?.(await answerTo(job));
});

async function answerTo(job: WorkerJob): Promise<WorkerAnswer> {
  try {
    return { profile: await profileShard(job) };
  } catch (thrown) {
    const fault = thrown instanceof InputError ? 'input' : 'ours';
    const code = thrown instanceof SignalboxError ? thrown.code : 'worker-failed';
    return { fault, code, sentence: messageOf(thrown) };
  }
}
