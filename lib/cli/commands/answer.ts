import { printable } from '../print/printable.ts';
import type { CliCommand, Session } from './command.ts';

/** What approve and reject share: a run waits for a person, who answers. */
export async function answer(
  { place, print }: Session,
  answered: { runId: string; approve: boolean; reason: string; json: boolean },
): ReturnType<CliCommand['act']> {
  const { runId, approve, reason, json } = answered;
  const sentence = await place.answerApproval(runId, approve, reason);
  if (json) print.json({ runId, approved: approve, reason, sentence });
  else print.lines([printable(sentence)]);
  return 'pass';
}
