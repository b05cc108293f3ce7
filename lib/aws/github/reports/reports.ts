import type { CheckState, CodeReports } from '../../../code-host-ports.ts';
import type { CodeChange } from '../../../core/code-change.ts';
import type { GitHubClient } from '../client.ts';
import { tellCheckRun } from './check-run.ts';
import { tellComment } from './comment.ts';
import { tellCommitStatus } from './commit-status.ts';
import { tellDeployment } from './deployment.ts';
import { type ReleaseToTell, tellRelease } from './release.ts';
import type { Said } from './said.ts';

interface Names {
  pipeline: string;
  /** Stands before the version in a tag. */
  tagPrefix: string;
  /** Of the required check; see checkNameOf. */
  check: string;
}

/** Tells a repository on GitHub how its changes fare. Each reads before it writes, so that telling twice changes nothing. */
export class GitHubReports implements CodeReports {
  private readonly client: GitHubClient;
  private readonly named: Names;

  constructor(client: GitHubClient, named: Names) {
    this.client = client;
    this.named = named;
  }

  async check(change: CodeChange, state: CheckState, said: Said): Promise<void> {
    const { kind } = await this.client.credentials();
    const tell = kind === 'app' ? tellCheckRun : tellCommitStatus;
    await tell(this.client, this.named.check, change, state, said);
  }

  async comment({ commit, pullRequest }: CodeChange, markdown: string): Promise<void> {
    if (!pullRequest) return;
    const where = { commit, issue: Number(pullRequest.number) };
    await tellComment(this.client, this.named.pipeline, where, markdown);
  }

  async deployment(
    change: CodeChange,
    state: 'in_progress' | 'success' | 'failure',
    { sentence }: { sentence: string },
  ): Promise<void> {
    await tellDeployment(this.client, this.named.pipeline, change, state, sentence);
  }

  async release(change: CodeChange, release: ReleaseToTell): Promise<void> {
    await tellRelease(this.client, this.named, change, release);
  }
}
