import type { CodeHost, SourceFile } from '../../code-host-ports.ts';
import type { CodeChange, Commit } from '../../core/code-change.ts';
import { InputError } from '../../core/errors.ts';
import { branchSchema, compareSchema, permissionSchema, pullsSchema } from './answers.ts';
import type { GitHubClient } from './client.ts';
import { GitHubRefusal } from './failure.ts';
import { untar } from './untar.ts';

/** Where the workload is in its repository. */
export interface GitHubWorkload {
  /** The branch that is released, without `refs/heads/`. */
  branch: string;
  /** Without slashes at its ends; empty for the root. */
  folder: string;
}

/** Commits of a range that are read: what GitHub shows of one, too. */
const mostCommits = 250;

/** A repository on GitHub. A tarball leaves out what `.gitattributes` marks `export-ignore`. */
export class GitHubHost implements CodeHost {
  private readonly client: GitHubClient;
  private readonly workload: GitHubWorkload;

  constructor(client: GitHubClient, workload: GitHubWorkload) {
    this.client = client;
    this.workload = workload;
  }

  async *files(commit: string): AsyncGenerator<SourceFile, void, undefined> {
    const tarball = await this.client
      .download('GET /repos/{owner}/{repo}/tarball/{ref}', { ref: commit })
      .catch((thrown) => {
        if (!isRefused(thrown, 404, 422)) throw thrown;
        throw new InputError('commit-gone', `GitHub has no commit ${commit} of ${this.client.repository} (any more).`);
      });
    yield* untar(tarball, this.workload.folder);
  }

  async heads(): Promise<CodeChange[]> {
    const { branch } = this.workload;
    const { data: head } = await this.client.call(
      'GET /repos/{owner}/{repo}/branches/{branch}',
      { branch },
      branchSchema,
    );
    const { sha, commit, author } = head.commit;
    const push = this.change({
      kind: 'push',
      commit: sha,
      pullRequest: null,
      title: firstLine(commit.message),
      author: author?.login ?? commit.author?.name ?? '',
    });
    return [push, ...(await this.pullRequests())];
  }

  async commits(base: string, head: string): Promise<{ commits: Commit[]; complete: boolean }> {
    try {
      return await this.range(base, head);
    } catch (thrown) {
      // A commit that a force push took away, or histories without a common ancestor.
      if (isRefused(thrown, 404, 422)) return { commits: [], complete: false };
      throw thrown;
    }
  }

  async mayWrite(person: string): Promise<boolean> {
    const route = 'GET /repos/{owner}/{repo}/collaborators/{username}/permission';
    try {
      const { data } = await this.client.call(route, { username: person }, permissionSchema);
      // `maintain` is told as write, `triage` as read.
      return data.permission === 'admin' || data.permission === 'write';
    } catch (thrown) {
      if (isRefused(thrown, 404)) return false;
      throw thrown;
    }
  }

  private async pullRequests(): Promise<CodeChange[]> {
    const changes: CodeChange[] = [];
    const asked = { state: 'open', base: this.workload.branch };
    for await (const pull of this.client.pages('GET /repos/{owner}/{repo}/pulls', asked, pullsSchema)) {
      const { number, title, head, user } = pull;
      // Without a repository it was a fork that is gone.
      const fork = head.repo?.full_name.toLowerCase() !== this.client.repository.toLowerCase();
      const pullRequest = { number: String(number), title: title.slice(0, 512), fork };
      changes.push(
        this.change({ kind: 'pull_request', commit: head.sha, pullRequest, title, author: user?.login ?? '' }),
      );
    }
    return changes;
  }

  private change(told: Pick<CodeChange, 'kind' | 'commit' | 'pullRequest' | 'title' | 'author'>): CodeChange {
    const { title, author } = told;
    const place = { host: 'github' as const, repository: this.client.repository, branch: this.workload.branch };
    return { ...place, ...told, title: title.slice(0, 512), author: author.slice(0, 128), again: null };
  }

  private async range(base: string, head: string) {
    const route = 'GET /repos/{owner}/{repo}/compare/{basehead}';
    const commits: Commit[] = [];
    for (let page = 1; ; page += 1) {
      const { data } = await this.client.call(
        route,
        { basehead: `${base}...${head}`, per_page: 100, page },
        compareSchema,
      );
      commits.push(
        ...data.commits.map(({ sha, commit }) => ({
          sha,
          message: commit.message,
          author: commit.author?.name ?? '',
        })),
      );
      const all = commits.length >= data.total_commits;
      if (all || data.commits.length === 0 || commits.length >= mostCommits) {
        // `base` has commits of its own where they diverged: what it stood for is no longer below `head`.
        const complete = all && commits.length <= mostCommits && ['ahead', 'identical'].includes(data.status);
        return { commits: commits.slice(0, mostCommits).reverse(), complete };
      }
    }
  }
}

export function isRefused(thrown: unknown, ...statuses: number[]): boolean {
  return thrown instanceof GitHubRefusal && statuses.includes(thrown.status);
}

function firstLine(message: string): string {
  return message.split(/\r?\n/, 1)[0] ?? '';
}
