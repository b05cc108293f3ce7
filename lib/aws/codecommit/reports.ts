import { GetCommitCommand, GetPullRequestCommand } from '@aws-sdk/client-codecommit';
import type { CheckState, CodeReports } from '../../code-host-ports.ts';
import type { CodeChange } from '../../core/code-change.ts';
import { setApproval } from './approval.ts';
import { ask, type CodeCommitSend } from './client.ts';
import { type Spot, tell } from './comments.ts';
import { targetOf } from './host.ts';

const bad = new Set<CheckState>(['failed', 'broken', 'refused']);

/**
 * Tells CodeCommit how a change fared. It has no status of a commit: the required check of a pull request is our approval of
 * its revision, given when the run passed and taken back otherwise. What makes it required is an approval rule template of the
 * repository for the released branch, whose pool names the role of the reporting function and whose number is 1 or more.
 * The API can make no tag and knows no deployment, so these are comments below the commit; so is a push that came to nothing.
 */
export class CodeCommitReports implements CodeReports {
  readonly #client: CodeCommitSend;
  readonly #pipeline: string;

  /** @param pipeline name in every comment, so that two pipelines of one repository keep theirs apart */
  constructor(client: CodeCommitSend, pipeline: string) {
    this.#client = client;
    this.#pipeline = pipeline;
  }

  async check(change: CodeChange, state: CheckState, said: { runId: string; title: string; summary: string }) {
    if (change.pullRequest) {
      // Another revision overtook it, and its approval never counted for that one.
      if (state !== 'superseded') await setApproval(this.#client, change, state === 'passed');
      return;
    }
    if (!bad.has(state)) return;
    const text = `**${said.title}**\n\n${said.summary}\n\nRun \`${said.runId}\``;
    await this.#below(change, 'check', text);
  }

  /** Only the newest commit of a pull request speaks. */
  async comment(change: CodeChange, markdown: string): Promise<void> {
    const { repository, commit, pullRequest } = change;
    if (!pullRequest) return this.#below(change, 'comment', markdown);
    const { number } = pullRequest;
    const command = new GetPullRequestCommand({ pullRequestId: number });
    const found = await ask(`pull request ${number} of ${repository}`, () => this.#client.send(command));
    const target = targetOf(found.pullRequest, repository);
    if (target?.sourceCommit !== commit) return;
    const spot: Spot = { repository, pullRequest: number, before: target.destinationCommit, after: commit };
    await tell(this.#client, spot, this.#mark('comment'), markdown);
  }

  /** Says where it ended; that it began is no news worth a notification to everybody who watches the repository. */
  async deployment(
    change: CodeChange,
    state: 'in_progress' | 'success' | 'failure',
    said: { runId: string; version: string | null; sentence: string },
  ): Promise<void> {
    if (state === 'in_progress') return;
    const title = state === 'success' ? `${said.version ?? 'This commit'} is in production` : 'Not in production';
    await this.#below(change, 'deployment', `**${title}**\n\n${said.sentence}\n\nRun \`${said.runId}\``);
  }

  async release(change: CodeChange, release: { version: string; notes: string; prerelease: boolean }): Promise<void> {
    const kind = release.prerelease ? 'Pre-release' : 'Release';
    await this.#below(change, `release ${release.version}`, `**${kind} ${release.version}**\n\n${release.notes}`);
  }

  async #below({ repository, commit }: CodeChange, what: string, markdown: string): Promise<void> {
    const command = new GetCommitCommand({ repositoryName: repository, commitId: commit });
    const found = await ask(`commit ${commit} of ${repository}`, () => this.#client.send(command));
    const spot: Spot = { repository, pullRequest: null, before: found.commit?.parents?.[0], after: commit };
    await tell(this.#client, spot, this.#mark(what), markdown);
  }

  /** The last line of a comment. It is shown, since nothing says what CodeCommit makes of an HTML comment. */
  #mark(what: string): string {
    return `_signalbox · ${this.#pipeline} · ${what}_`;
  }
}
