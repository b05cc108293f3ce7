import type { ApprovalComment } from '../approval-comment.ts';
import type { CodeChange } from '../code-change.ts';

/** What of a repository is run: `owner/name`, and the branch that is released; and how our check is called there. */
export interface Connected {
  repository: string;
  branch: string;
  /** Name of our check; see checkNameOf. */
  check: string;
}

/** What a webhook tells: a change to run, an answer to a question, or why there is nothing to do, in words of ours only. */
export type Heard = { change: CodeChange } | { answer: ApprovalComment } | { ignored: string };
