import { basename } from 'node:path';
import type { CodeHost, SourceFile } from '../../code-host-ports.ts';
import type { CodeChange, Commit } from '../../core/code-change.ts';
import { InputError } from '../../core/errors.ts';
import { sha256 } from '../../core/sha256.ts';
import { git } from './git.ts';
import { branchesBeside, commitAt, type Head, hasBranch, type Repository } from './repository.ts';
import { filesOfTree } from './tree.ts';

/** As many as GitHub's comparison gives. */
const mostCommits = 250;

/**
 * A git repository on this machine as the place where the code lives. Its released branch is `branch`; every other branch with commits
 * of its own is what a pull request is elsewhere.
 */
export class GitHost implements CodeHost {
  readonly repository: Repository;
  readonly branch: string;

  constructor(repository: Repository, branch: string) {
    this.repository = repository;
    this.branch = branch;
  }

  async *files(commit: string): AsyncIterable<SourceFile> {
    const { root, folder } = this.repository;
    const known = await this.#isCommit(commit);
    if (!known) throw new InputError('commit-gone', `the repository ${root} does not have the commit ${commit}`);
    yield* filesOfTree(root, folder === '' ? commit : `${commit}:${folder}`);
  }

  async heads(): Promise<CodeChange[]> {
    if (!(await hasBranch(this.repository, this.branch))) return [];
    const main = await commitAt(this.repository, `refs/heads/${this.branch}`);
    const others = await branchesBeside(this.repository, this.branch);
    return [this.push(main), ...others.map((head) => this.pullRequest(head, head.branch))];
  }

  async commits(base: string, head: string): Promise<{ commits: Commit[]; complete: boolean }> {
    const { root } = this.repository;
    const descends =
      (await this.#isCommit(base)) && (await git(root, ['merge-base', '--is-ancestor', base, head])).code === 0;
    const range = descends ? [`${base}..${head}`] : [head];
    const log = ['log', '-z', '--topo-order', '--no-color', '--encoding=UTF-8', `--max-count=${mostCommits + 1}`];
    const { code, stdout, said } = await git(root, [...log, '--format=tformat:%H%x00%an%x00%B', ...range, '--']);
    if (code !== 0)
      throw new InputError('commit-gone', `the repository ${root} does not have the commit ${head}: ${said}`);
    const commits = parseLog(stdout);
    return { commits: commits.slice(0, mostCommits), complete: descends && commits.length <= mostCommits };
  }

  push(head: Head): CodeChange {
    return { ...this.#change(head), kind: 'push', pullRequest: null };
  }

  /** Nobody writes comments here: `signalbox approve` answers. */
  async mayWrite(): Promise<boolean> {
    return false;
  }

  /** Branches have no numbers, so it is made of the name: the same for every commit of a branch. */
  pullRequest(head: Head, branch: string): CodeChange {
    const number = String((Number.parseInt(sha256(branch).slice(0, 7), 16) % 999_999) + 1);
    const pullRequest = { number, title: head.title || branch.slice(0, 512), fork: false };
    return { ...this.#change(head), kind: 'pull_request', pullRequest };
  }

  #change(head: Head) {
    const repository = basename(this.repository.root).slice(0, 256) || 'repository';
    return { ...head, host: 'git' as const, repository, branch: this.branch, again: null };
  }

  async #isCommit(commit: string): Promise<boolean> {
    if (!/^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(commit)) return false;
    const { code, stdout } = await git(this.repository.root, ['cat-file', '-t', commit]);
    return code === 0 && stdout.trim() === 'commit';
  }
}

/** Entries of `%H %an %B`, each field ended by NUL. */
function parseLog(text: string): Commit[] {
  const parts = text.split('\0');
  const commits: Commit[] = [];
  for (let i = 0; i + 2 < parts.length; i += 3) {
    const [sha = '', author = '', message = ''] = parts.slice(i, i + 3);
    commits.push({ sha, author, message: message.trimEnd() });
  }
  return commits;
}
