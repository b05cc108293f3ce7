import {
  GetPullRequestApprovalStatesCommand,
  GetPullRequestCommand,
  UpdatePullRequestApprovalStateCommand,
} from '@aws-sdk/client-codecommit';
import type { CodeChange } from '../../core/code-change.ts';
import { isNamed } from '../clients.ts';
import { ask, type CodeCommitSend } from './client.ts';
import { targetOf } from './host.ts';

/** A push into the pull request while we look makes another revision; so many in a row are for a later report. */
const rounds = 3;

/**
 * Approves the revision of a pull request that has this commit, or takes our approval of it back. Nothing happens when the
 * pull request went on to another commit (whose own run speaks for it), or was closed.
 */
export async function setApproval(client: CodeCommitSend, change: CodeChange, approved: boolean): Promise<void> {
  const { repository, commit } = change;
  const pullRequestId = change.pullRequest?.number;
  for (let round = 1; ; round += 1) {
    const said = `an approval of pull request ${pullRequestId} of ${repository}`;
    const { pullRequest } = await ask(said, () => client.send(new GetPullRequestCommand({ pullRequestId })));
    const revisionId = pullRequest?.revisionId;
    const isHead = targetOf(pullRequest, repository)?.sourceCommit === commit;
    if (!revisionId || !isHead || pullRequest.pullRequestStatus !== 'OPEN') return;
    if (!approved && !(await isApproved(client, said, { pullRequestId, revisionId }))) return;
    const approvalState = approved ? ('APPROVE' as const) : ('REVOKE' as const);
    const command = new UpdatePullRequestApprovalStateCommand({ pullRequestId, revisionId, approvalState });
    try {
      await ask(said, () => client.send(command));
      return;
    } catch (thrown) {
      if (isNamed(thrown, 'PullRequestAlreadyClosedException')) return;
      if (!isNamed(thrown, 'RevisionNotCurrentException') || round === rounds) throw thrown;
    }
  }
}

/** Whether anybody approved it; whose approval is ours, only CodeCommit knows. */
async function isApproved(
  client: CodeCommitSend,
  said: string,
  revision: { pullRequestId: string | undefined; revisionId: string },
): Promise<boolean> {
  const command = new GetPullRequestApprovalStatesCommand(revision);
  const { approvals = [] } = await ask(said, () => client.send(command));
  return approvals.some(({ approvalState }) => approvalState === 'APPROVE');
}
