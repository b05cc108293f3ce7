import { code, text } from '../../core/report/comment/markdown.ts';
import type { ChangeNote } from '../records/change-note.ts';

/** What a code host hears of a change that has no run; undefined where its run will tell, or where there is nothing to tell of. */
export function noteTelling({
  status,
  change,
  sentence,
}: ChangeNote): { state: 'refused' | 'superseded'; title: string; summary: string } | undefined {
  if (status === 'overtaken') return { state: 'superseded', title: sentence, summary: text(sentence) };
  if (status !== 'refused' && status !== 'waiting-for-data') return undefined;
  const title = `not run: ${sentence}`;
  return { state: 'refused', title, summary: `${text(title)}\n\n${mend(status, change.pullRequest?.fork ?? false)}` };
}

function mend(status: 'refused' | 'waiting-for-data', fork: boolean): string {
  if (status === 'waiting-for-data')
    return `It runs by itself once data arrives. A pull request can bring data of its own: name files of the workload under ${code('pullRequest.data')} in ${code('signalbox.yaml')}.`;
  if (fork)
    return 'A maintainer who has read the code can push these commits to a branch of this repository and open a pull request from there.';
  return 'Mend it and push again.';
}
