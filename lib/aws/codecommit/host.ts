import {
  GetBranchCommand,
  GetCommitCommand,
  GetPullRequestCommand,
  ListPullRequestsCommand,
  type PullRequest,
} from '@aws-sdk/client-codecommit';
import type { CodeHost, SourceFile } from '../../code-host-ports.ts';
import type { CodeChange } from '../../core/code-change.ts';
import { InternalError } from '../../core/errors.ts';
import { nameOfArn } from '../../core/triggers/codecommit.ts';
import { isNamed } from '../clients.ts';
import { ask, type CodeCommitSend } from './client.ts';
import { type HistoryCommit, type Range, rangeOf } from './history.ts';
import { inOrder } from './in-order.ts';
import { filesOf } from './tree.ts';

export interface CodeCommitRepository {
  /** Its name, in the region of the client. */
  name: string;
  /** The branch that is released, without `refs/heads/`. */
  branch: string;
  /** Folder of the workload, without slashes at its ends; empty is the root. */
  folder: string;
}

/** Calls of one sweep that are under way at once. */
const width = 8;

/** A repository in CodeCommit. Needs GetFolder, GetBlob, GetBranch, GetCommit, ListPullRequests and GetPullRequest of it. */
export class CodeCommitHost implements CodeHost {
  readonly #client: CodeCommitSend;
  readonly #repository: CodeCommitRepository;

  constructor(client: CodeCommitSend, repository: CodeCommitRepository) {
    this.#client = client;
    this.#repository = repository;
  }

  files(commit: string): AsyncIterable<SourceFile> {
    const { name, folder } = this.#repository;
    return filesOf(this.#client, { repository: name, folder, commit });
  }

  commits(base: string, head: string): Promise<Range> {
    return rangeOf((sha) => this.#commit(sha), base, head);
  }

  /** The released branch first, then the pull requests into it from the oldest on; CodeCommit knows no forks. */
  async heads(): Promise<CodeChange[]> {
    const push = await this.#push();
    const changes: CodeChange[] = [];
    for await (const change of inOrder(await this.#openPullRequests(), width, (id) => this.#pullRequest(id))) {
      if (change) changes.push(change);
    }
    changes.sort((a, b) => Number(a.pullRequest?.number) - Number(b.pullRequest?.number));
    return push ? [push, ...changes] : changes;
  }

  /** Undefined where the branch is not there: nothing was pushed yet, or it was deleted. */
  async #push(): Promise<CodeChange | undefined> {
    const { name, branch } = this.#repository;
    const input = { repositoryName: name, branchName: branch };
    try {
      const found = await ask(`branch ${branch} of ${name}`, () => this.#client.send(new GetBranchCommand(input)));
      const { sha, message, author } = await this.#commit(found.branch?.commitId ?? '');
      return { ...this.#change(sha, firstLine(message), author.slice(0, 128)), kind: 'push', pullRequest: null };
    } catch (thrown) {
      if (isNamed(thrown, 'BranchDoesNotExistException')) return undefined;
      throw thrown;
    }
  }

  async #openPullRequests(): Promise<string[]> {
    const { name } = this.#repository;
    const ids: string[] = [];
    let nextToken: string | undefined;
    do {
      const input = { repositoryName: name, pullRequestStatus: 'OPEN' as const, nextToken };
      const command = new ListPullRequestsCommand(input);
      const page = await ask(`the pull requests of ${name}`, () => this.#client.send(command));
      ids.push(...(page.pullRequestIds ?? []));
      nextToken = page.nextToken;
    } while (nextToken);
    return ids;
  }

  /** Undefined for one into another branch, and for one that was closed since it was listed. */
  async #pullRequest(id: string): Promise<CodeChange | undefined> {
    const { name, branch } = this.#repository;
    const command = new GetPullRequestCommand({ pullRequestId: id });
    const { pullRequest } = await ask(`pull request ${id} of ${name}`, () => this.#client.send(command));
    const target = targetOf(pullRequest, name);
    const wanted = pullRequest?.pullRequestStatus === 'OPEN' && target?.destinationReference === `refs/heads/${branch}`;
    if (!wanted || !target.sourceCommit) return undefined;
    const title = pullRequest.title ?? '';
    const change = this.#change(target.sourceCommit, title, nameOfArn(pullRequest.authorArn ?? ''));
    return { ...change, kind: 'pull_request', pullRequest: { number: id, title, fork: false } };
  }

  /** Comments are no answers here: whoever may approve a release does so with `signalbox approve`. */
  async mayWrite(): Promise<boolean> {
    return false;
  }

  async #commit(sha: string): Promise<HistoryCommit> {
    const { name } = this.#repository;
    const command = new GetCommitCommand({ repositoryName: name, commitId: sha });
    const { commit } = await ask(`commit ${sha} of ${name}`, () => this.#client.send(command));
    if (!commit) throw new InternalError('codecommit-answer', `CodeCommit gave no commit for ${sha}`);
    const { message = '', author, committer, parents = [] } = commit;
    return { sha, message: message.trimEnd(), author: author?.name ?? '', parents, at: secondsOf(committer?.date) };
  }

  #change(commit: string, title: string, author: string) {
    const { name: repository, branch } = this.#repository;
    return { host: 'codecommit' as const, repository, branch, commit, title, author, again: null };
  }
}

/** The part of a pull request that is about this repository. */
export function targetOf(pullRequest: PullRequest | undefined, repository: string) {
  return pullRequest?.pullRequestTargets?.find(({ repositoryName }) => repositoryName === repository);
}

/** CodeCommit gives a time as git stores it: `1484167798 -0800`. */
function secondsOf(date = ''): number {
  return Number.parseInt(date, 10) || 0;
}

function firstLine(message: string): string {
  return message.slice(0, 512).split('\n', 1)[0] ?? '';
}
