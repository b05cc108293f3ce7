import type { TaskState } from '../definition/types.ts';
import { withRecovery } from '../recovery.ts';
import { attemptTask } from '../task/attempt.ts';
import type { Visit } from '../visit.ts';
import type { Outcome } from './outcome.ts';

export function task(visit: Visit, state: TaskState): Promise<Outcome> {
  return withRecovery(visit, state, () => attemptTask(visit, state));
}
