import type { ApprovalComment } from '../approval-comment.ts';
import type { CodeChange } from '../code-change.ts';

/** What of a repository is run: `owner/name`, and the branch that is released. */
export interface Connected {
  repository: string;
  branch: string;
}

/** What a webhook tells: a change to run, an answer to a question, or why there is nothing to do, in words of ours only. */
export type Heard = { change: CodeChange } | { answer: ApprovalComment } | { ignored: string };
