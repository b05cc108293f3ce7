import type { RunOutcome } from '../../core/run.ts';
import { type Exit, exitOfRun } from '../exit-codes.ts';
import type { Paint } from './paint.ts';
import { printable } from './printable.ts';

const signs: Record<Exit, string> = {
  pass: '✓',
  fail: '✕',
  inconclusive: '?',
  input: '✕',
  usage: '✕',
  conflict: '✕',
  ours: '✕',
  interrupted: '✕',
};

/** The one sentence that a run ends with; the outcome's word comes first where the sentence does not begin with it. */
export function outcomeLine(outcome: RunOutcome, paint: Paint): string {
  const exit = exitOfRun(outcome);
  const colour = exit === 'pass' ? paint.good : exit === 'inconclusive' ? paint.unsure : paint.bad;
  const word = outcome.outcome.replaceAll('_', ' ');
  const begins = outcome.sentence.toLowerCase().startsWith(word);
  const code = outcome.errorCode === null ? '' : ` [${printable(outcome.errorCode)}]`;
  return `${colour(`${signs[exit]}${begins ? '' : ` ${word}:`}`)} ${printable(outcome.sentence)}${code}`;
}
