import type { OperateInput, OperateOutput, Operation } from '../core/operation.ts';
import type { Ports } from '../ports.ts';
import { abort } from './operations/abort.ts';
import { pause } from './operations/pause.ts';
import { promote } from './operations/promote.ts';
import { resume } from './operations/resume.ts';
import { rollback } from './operations/rollback.ts';

/** What each of an operator's words does. */
const operations: Record<Operation, (input: OperateInput, ports: Ports) => Promise<OperateOutput>> = {
  rollback,
  promote,
  pause,
  resume,
  abort,
};

/**
 * An operator's hand in a rollout, at any moment, from anywhere, at once with others: it waits for nobody, and whatever it finds
 * half-done is converged first. Doing it again is harmless; after `pending` it is how to look on.
 */
export function operate(input: OperateInput, ports: Ports): Promise<OperateOutput> {
  return operations[input.operation](input, ports);
}
