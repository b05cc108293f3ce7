import type { CodeCommitClient } from '@aws-sdk/client-codecommit';
import { InputError } from '../../core/errors.ts';

/** What we use of the client; its credentials are the function's role, so that there is no token to keep. */
export type CodeCommitSend = Pick<CodeCommitClient, 'send'>;

/** CodeCommit throttles by account and call, in seconds; a call that hangs must not take a whole invocation. */
export const codeCommitOptions = {
  maxAttempts: 5,
  requestHandler: { connectionTimeout: 3_000, requestTimeout: 20_000, throwOnRequestTimeout: true },
};

const mending: Record<string, [code: string, mend: string]> = {
  RepositoryDoesNotExistException: ['repository-not-found', 'Connect it under the name that it has in this region.'],
  FolderDoesNotExistException: ['workload-empty', "Connect the folder that holds the workload's signalbox.yaml."],
  FileTooLargeException: ['workload-too-large', 'Commit code, not data.'],
  CommitDoesNotExistException: ['commit-gone', 'It was overwritten, or never pushed.'],
  CommitIdDoesNotExistException: ['commit-gone', 'It was overwritten, or never pushed.'],
  InvalidCommitException: ['commit-gone', 'It was overwritten, or never pushed.'],
  InvalidCommitIdException: ['commit-gone', 'It was overwritten, or never pushed.'],
  PullRequestDoesNotExistException: ['repository-pull-request', 'It is of another account or region.'],
  PullRequestCannotBeApprovedByAuthorException: [
    'repository-approval',
    "The pull request was made by Signalbox's own role, and nobody approves what is their own: make it as somebody else.",
  ],
  MaximumNumberOfApprovalsExceededException: ['repository-approval', 'Revoke approvals that are not needed.'],
  EncryptionKeyAccessDeniedException: ['repository-key', "Let the function's role use the repository's KMS key."],
  EncryptionKeyDisabledException: ['repository-key', "Enable the repository's KMS key."],
  EncryptionKeyNotFoundException: ['repository-key', "The repository's KMS key is gone; restore it."],
  AccessDeniedException: ['repository-forbidden', "Allow it to the function's role."],
};

/**
 * One call; `said` is what it was about, for the sentence: `the files of 3f2a… in iris`.
 * @throws InputError for what somebody must mend before asking again, else the SDK's own, which a later try may find gone
 */
export async function ask<T>(said: string, call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (thrown) {
    const [code, mend] = (thrown instanceof Error && mending[thrown.name]) || [];
    if (code === undefined || !(thrown instanceof Error)) throw thrown;
    throw new InputError(code, `CodeCommit refuses ${said}: ${thrown.message || thrown.name}. ${mend}`, {
      cause: thrown,
    });
  }
}
