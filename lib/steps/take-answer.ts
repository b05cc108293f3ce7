import type { ApprovalComment } from '../core/approval-comment.ts';
import { ConflictError, UsageError } from '../core/errors.ts';
import type { IntakePorts } from '../ports.ts';
import { answerApproval } from './answer-approval.ts';

/**
 * Takes a comment as the answer of who wrote it, if the code host says that they may write to the repository: what a webhook says
 * of an author is not enough. One sentence; what comes too late is told and not tried again.
 */
export async function takeAnswer({ host, by, ...said }: ApprovalComment, ports: IntakePorts): Promise<string> {
  if (!ports.code || !(await ports.code.mayWrite(by)))
    return `${host}:${by} may not write to the repository, so their answer to run ${said.runId} does not count`;
  try {
    return await answerApproval({ ...said, by: `${host}:${by}` }, ports);
  } catch (thrown) {
    if (thrown instanceof ConflictError || thrown instanceof UsageError) return `${thrown.code}: ${thrown.message}`;
    throw thrown;
  }
}
