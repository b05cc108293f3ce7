import type { RunOutcome } from '../../core/run.ts';
import { type Exit, exitOfRun } from '../exit-codes.ts';
import type { Paint } from './paint.ts';
import { printable } from './printable.ts';

/** The one sentence that a run ends with. */
export function outcomeLine(outcome: RunOutcome, paint: Paint): string {
  const exit: Exit = exitOfRun(outcome);
  const colour = exit === 'pass' ? paint.good : exit === 'inconclusive' ? paint.unsure : paint.bad;
  const code = outcome.errorCode === null ? '' : ` [${printable(outcome.errorCode)}]`;
  return `${colour(outcome.outcome.replaceAll('_', ' ').toUpperCase())}  ${printable(outcome.sentence)}${code}`;
}
