import type { Commit, CommitRange } from '../code-change.ts';
import { type ConventionalCommit, readCommit } from './conventional-commit.ts';

/** Types of commits that leave the model as it is. */
const choreTypes: readonly string[] = ['docs', 'test', 'ci', 'build', 'chore', 'style'];

/**
 * The widest change that commits since the champion say. What nobody can tell counts as code: no list, one with gaps, one
 * taken since another release, or a commit of no known type.
 * @param champion commit of the release that serves.
 */
export function widestChange(range: CommitRange | null, champion: string | null): 'breaking' | 'code' | 'chore' {
  const { commits, complete } = commitsSince(range, champion);
  const read = commits.map(({ message }) => readCommit(message));
  if (read.some(({ breaking }) => breaking)) return 'breaking';
  const telling = read.filter(({ type }) => type !== 'merge');
  return complete && telling.length > 0 && telling.every(isChore) ? 'chore' : 'code';
}

function isChore({ type }: ConventionalCommit): boolean {
  return type !== null && choreTypes.includes(type);
}

/**
 * The commits of a range that are new since a release, newest first. The range was taken when the run was asked for: meanwhile
 * a later one of its commits may have been released, or an earlier one may serve again.
 */
export function commitsSince(
  range: CommitRange | null,
  released: string | null,
): { commits: Commit[]; complete: boolean } {
  if (range === null) return { commits: [], complete: false };
  const at = range.commits.findIndex(({ sha }) => sha === released);
  if (at >= 0) return { commits: range.commits.slice(0, at), complete: true };
  return { commits: range.commits, complete: range.complete && range.base !== null && range.base === released };
}
