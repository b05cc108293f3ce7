import type { Connected, Heard } from './heard.ts';
import { cut } from './text.ts';

interface Asked {
  head_sha: string;
  head_branch: string | null;
  pull_requests: Array<{
    number: number;
    head: { sha: string; repo: { id: number } };
    base: { ref: string; repo: { id: number } };
  }>;
  again: string;
  by: string;
}

/**
 * The change whose check is asked for again: the pull request that the commit is the head of, else a push to the released branch.
 * Of a fork's commit GitHub tells neither, so a branch of a fork can never pass for ours.
 */
export function askedAgain(asked: Asked, { repository, branch }: Connected): Heard {
  const { head_sha: commit, head_branch: headBranch, again } = asked;
  const pull = asked.pull_requests.find(({ head, base }) => head.sha === commit && base.ref === branch);
  const from = { host: 'github' as const, repository, branch, commit, title: '', author: cut(asked.by, 128), again };
  if (pull) {
    const fork = pull.head.repo.id !== pull.base.repo.id;
    return { change: { kind: 'pull_request', ...from, pullRequest: { number: String(pull.number), title: '', fork } } };
  }
  return headBranch === branch ? { change: { kind: 'push', ...from, pullRequest: null } } : { ignored: 'branch' };
}
