import { codeCommit } from './codecommit.ts';
import { gitHub } from './github.ts';

/** Where the workload's code lives, and pull requests are answered. */
export const Repository = {
  /** On GitHub: pushes and pull requests come by webhook; checks, comments, deployments and releases go back. */
  gitHub,
  /** On CodeCommit: pushes and pull requests come through EventBridge; comments and approvals go back. */
  codeCommit,
} as const;
