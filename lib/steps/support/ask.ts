import { SignalboxError } from '../../core/errors.ts';
import { type Prediction, readAnswer, type Task } from '../../core/predictions.ts';
import type { Answer } from '../../core/scored.ts';
import type { Scorer } from '../../ports.ts';

/** Instances a request: small enough for a payload of 6 MB, large enough that round trips do not count. */
const batchSize = 50;

/** Asks one prepared version for predictions of all instances. A model that fails to answer is a value: the gate judges it. */
export async function ask(scorer: Scorer, servableId: string, task: Task, instances: unknown[]): Promise<Answer> {
  const predictions: Prediction[] = [];
  const latenciesMs: number[] = [];
  for (let from = 0; from < instances.length; from += batchSize) {
    const batch = instances.slice(from, from + batchSize);
    const { status, body, latencyMs } = await scorer.predict(servableId, batch);
    const read = readAnswer(task, status, body, batch.length);
    if (typeof read === 'string') return { status: 'failed', code: 'bad-answer', sentence: `the model server ${read}` };
    predictions.push(...read);
    latenciesMs.push(latencyMs);
  }
  return { status: 'answered', predictions, latenciesMs };
}

/** The answer of a version that could not be brought up; rethrows what is not the model's fault. */
export function unservable(error: unknown): Answer {
  if (error instanceof SignalboxError && error.fault === 'input')
    return { status: 'failed', code: error.code, sentence: error.message };
  throw error;
}
