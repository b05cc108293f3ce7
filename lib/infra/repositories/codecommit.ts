import { type aws_codecommit as codecommit, aws_iam as iam } from 'aws-cdk-lib';
import { environment } from '../../core/environment.ts';
import { CodeCommitTrigger } from '../triggers/codecommit.ts';
import { branchOf, folderOf } from './checks.ts';
import type { RepositoryKind, RepositoryUse } from './repository.ts';

export interface CodeCommitOptions {
  repository: codecommit.IRepository;
  /**
   * The branch that is released, and that pull requests go into.
   * @default main
   */
  branch?: string;
  /**
   * Folder of the workload, with its `signalbox.yaml`.
   * @default the root of the repository
   */
  folder?: string;
}

const actions: Record<RepositoryUse, string[]> = {
  files: ['codecommit:GetBlob', 'codecommit:GetCommit', 'codecommit:GetFolder'],
  heads: ['codecommit:GetBranch', 'codecommit:GetCommit', 'codecommit:GetPullRequest', 'codecommit:ListPullRequests'],
  report: [
    'codecommit:GetCommentsForComparedCommit',
    'codecommit:GetCommentsForPullRequest',
    'codecommit:GetCommit',
    'codecommit:GetPullRequest',
    'codecommit:GetPullRequestApprovalStates',
    'codecommit:PostCommentForComparedCommit',
    'codecommit:PostCommentForPullRequest',
    'codecommit:UpdateComment',
    'codecommit:UpdatePullRequestApprovalState',
  ],
};

/** A repository on CodeCommit, which tells of pushes and pull requests through EventBridge. */
export function codeCommit({ repository, branch = 'main', folder }: CodeCommitOptions): RepositoryKind {
  const name = 'Repository.codeCommit';
  const facts = { branch: branchOf(name, branch), folder: folderOf(name, folder) };
  return {
    runsForks: false,
    variables: {
      [environment.codeHost]: 'codecommit',
      [environment.codeRepository]: repository.repositoryName,
      [environment.codeBranch]: facts.branch,
      [environment.codeFolder]: facts.folder,
    },
    grant(role: iam.Role, uses) {
      for (const use of uses)
        role.addToPrincipalPolicy(
          new iam.PolicyStatement({ actions: actions[use], resources: [repository.repositoryArn] }),
        );
    },
    bind({ scope, pipeline, intake }) {
      new CodeCommitTrigger(scope, { pipeline, repository, branch, intake });
      const secrets = { webhookUrl: null, webhookSecretArn: null, tokenArn: null };
      return { host: 'codecommit', name: repository.repositoryName, ...facts, ...secrets };
    },
  };
}
