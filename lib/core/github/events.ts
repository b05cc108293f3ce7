import { approvalIn } from '../approval-comment.ts';
import { askedAgain } from './asked-again.ts';
import type { Connected, Heard } from './heard.ts';
import {
  checkRunPayload,
  checkSuitePayload,
  commentPayload,
  ofRepository,
  pullRequestPayload,
  pushPayload,
} from './payloads.ts';
import { cut, firstLine } from './text.ts';

type Reader = (payload: unknown, connected: Connected, repositoryId: number) => Heard;

/** The events that are read, by the name in `X-GitHub-Event`; every other is ignored. */
const readers: Record<string, Reader> = {
  push,
  pull_request: pullRequest,
  check_run: checkRun,
  check_suite: checkSuite,
  issue_comment: comment,
  commit_comment: comment,
};

/**
 * What a verified payload asks for.
 * @throws ZodError when it is not of its event's shape
 */
export function hear(event: string, payload: unknown, connected: Connected): Heard {
  if (event === 'ping') return { ignored: 'ping' };
  const read = Object.hasOwn(readers, event) ? readers[event] : undefined;
  if (!read) return { ignored: 'event' };
  const { repository } = ofRepository.parse(payload);
  // GitHub's names are the same in any case; its payloads have the one that the owner chose.
  if (repository.full_name.toLowerCase() !== connected.repository.toLowerCase()) return { ignored: 'repository' };
  return read(payload, connected, repository.id);
}

/** A deletion has no commit, a tag is no branch, and a push with force is a push. */
function push(payload: unknown, { repository, branch }: Connected): Heard {
  const { ref, after, deleted, head_commit: head, sender } = pushPayload.parse(payload);
  if (ref !== `refs/heads/${branch}`) return { ignored: ref.startsWith('refs/tags/') ? 'tag' : 'branch' };
  if (deleted || /^0+$/.test(after)) return { ignored: 'deletion' };
  const author = cut(head?.author.username ?? head?.author.name ?? sender?.login ?? '', 128);
  const title = cut(firstLine(head?.message ?? ''), 512);
  const from = { host: 'github' as const, repository, branch, commit: after };
  const committedAt = head?.timestamp === undefined ? {} : { committedAt: new Date(head.timestamp).toISOString() };
  return { change: { kind: 'push', ...from, pullRequest: null, title, author, ...committedAt, again: null } };
}

/** Actions after which a pull request has a commit that may not have been run. Drafts run too: their authors want to know. */
const actions = new Set(['opened', 'reopened', 'synchronize', 'ready_for_review']);

function pullRequest(payload: unknown, { repository, branch }: Connected, repositoryId: number): Heard {
  const { action, pull_request: pull } = pullRequestPayload.parse(payload);
  if (!actions.has(action)) return { ignored: 'action' };
  // An edited base comes as `edited`: the reconciler sees it.
  if (pull.base.ref !== branch) return { ignored: 'branch' };
  const title = cut(pull.title, 512);
  const fork = pull.head.repo?.id !== repositoryId;
  const from = { host: 'github' as const, repository, branch, commit: pull.head.sha };
  const author = cut(pull.user?.login ?? '', 128);
  return {
    change: {
      kind: 'pull_request',
      ...from,
      pullRequest: { number: String(pull.number), title, fork },
      title,
      author,
      again: null,
    },
  };
}

/** Somebody pressed "Re-run" on our check. */
function checkRun(payload: unknown, connected: Connected): Heard {
  const { action, check_run: run, sender } = checkRunPayload.parse(payload);
  if (action !== 'rerequested') return { ignored: 'action' };
  if (run.name !== connected.check) return { ignored: 'check' };
  const { head_branch: headBranch } = run.check_suite;
  // A check that is updated in place keeps its id: the time of its last end tells two askings apart.
  const again = `run-${run.id}${run.completed_at ? `@${Date.parse(run.completed_at)}` : ''}`;
  return askedAgain({ ...run, head_branch: headBranch, again, by: sender.login }, connected);
}

/** Somebody pressed "Re-run all checks": GitHub tells each app of its own suite only. */
function checkSuite(payload: unknown, connected: Connected): Heard {
  const { action, check_suite: suite, sender } = checkSuitePayload.parse(payload);
  if (action !== 'rerequested') return { ignored: 'action' };
  const again = `suite-${suite.id}@${Date.parse(suite.updated_at)}`;
  return askedAgain({ ...suite, again, by: sender.login }, connected);
}

/** `/signalbox approve <run> <reason>`; a comment that is edited is no answer, and a machine's is none either. */
function comment(payload: unknown): Heard {
  const { action, comment: said } = commentPayload.parse(payload);
  if (action !== 'created') return { ignored: 'action' };
  const asked = approvalIn(said.body);
  if (!asked) return { ignored: 'comment' };
  if (said.user?.type !== 'User') return { ignored: 'author' };
  const saidAt = new Date(said.created_at).toISOString();
  return { answer: { host: 'github', ...asked, by: cut(said.user.login, 128), saidAt } };
}
