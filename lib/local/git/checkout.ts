import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CodeChange } from '../../core/code-change.ts';
import { InputError } from '../../core/errors.ts';
import { sealSource } from '../../steps/support/source-bundle.ts';
import { bundleLimits, bundleWorkload } from '../workload/bundle.ts';
import { unbundle } from '../workload/unbundle.ts';
import { GitHost } from './host.ts';
import { commitAt, currentBranch, findRepository, hasBranch, type Repository } from './repository.ts';

export interface CodeWish {
  /** Folder of the workload. */
  workload: string;
  trigger: 'data' | 'push' | 'manual' | 'pull_request';
  /** Take the code from this revision. @default the one that is checked out, for pushes and pull requests in a git work tree */
  commit?: string | undefined;
  /** Branch that a pull request wants to go into. @default `main`, or else `master` */
  base?: string | undefined;
}

/** A workload's files, of a commit or as they lie in the folder. */
export interface Checkout {
  folder: string;
  commit: string | null;
  /** What the code host would have told of it. */
  change: CodeChange | null;
  host: GitHost | null;
  /** Removes what was written for it. */
  remove(): Promise<void>;
}

/**
 * Where a run takes its code from: a push or a pull request in a git work tree is of a commit, and so is whatever names one; all else is
 * of the folder as it lies there.
 * @throws InputError `repository-missing`, `commit-unknown`, `branch-unknown`, and as `GitHost.files`
 */
export async function checkOut(wish: CodeWish, note: (text: string) => void): Promise<Checkout> {
  const { workload, trigger, commit: revision } = wish;
  const ofCommit = revision !== undefined || trigger === 'push' || trigger === 'pull_request';
  const repository = ofCommit ? await findRepository(workload) : undefined;
  if (!repository) {
    if (revision !== undefined || trigger === 'pull_request') throw noRepository(wish);
    return { folder: workload, commit: null, change: null, host: null, remove: async () => {} };
  }
  const head = await commitAt(repository, revision ?? 'HEAD');
  const { host, change } = await changeOf(wish, repository, head);
  const sealed = await sealSource(host.files(head.commit), `${workload} at ${head.commit}`, bundleLimits);
  const lying = revision === undefined ? await bundleWorkload(workload).catch(() => undefined) : undefined;
  const short = head.commit.slice(0, 12);
  if (lying && lying.digest !== sealed.digest)
    note(`${workload} differs from the commit ${short}: what is not committed is no part of this run`);
  const folder = await mkdtemp(join(tmpdir(), `signalbox-${short}-`));
  const remove = () => rm(folder, { recursive: true, force: true });
  await unbundle(sealed.zip, folder).catch(async (thrown) => {
    await remove();
    throw thrown;
  });
  return { folder, commit: head.commit, change, host, remove };
}

function noRepository({ workload, trigger }: CodeWish): InputError {
  const wanted = trigger === 'pull_request' ? 'a pull request is a branch of it' : '--commit names a commit of it';
  return new InputError('repository-missing', `${workload} lies in no git work tree, but ${wanted}`);
}

type Head = Parameters<GitHost['push']>[0];

async function changeOf(
  { trigger, commit: revision, base }: CodeWish,
  repository: Repository,
  head: Head,
): Promise<{ host: GitHost; change: CodeChange | null }> {
  const named = revision !== undefined && (await hasBranch(repository, revision)) ? revision : null;
  const branch = named ?? (revision === undefined ? await currentBranch(repository) : null);
  if (trigger === 'pull_request') {
    const into = await baseOf(repository, base);
    if (branch === into) throw sameBranch(into);
    const host = new GitHost(repository, into);
    return { host, change: host.pullRequest(head, branch ?? head.commit) };
  }
  const host = new GitHost(repository, branch ?? (await currentBranch(repository)) ?? 'HEAD');
  return { host, change: trigger === 'push' ? host.push(head) : null };
}

function sameBranch(branch: string): InputError {
  const sentence = `${branch} is what a pull request wants to go into: check another branch out, or name one with --commit`;
  return new InputError('branch-same', sentence);
}

async function baseOf(repository: Repository, wanted: string | undefined): Promise<string> {
  const candidates = wanted === undefined ? ['main', 'master'] : [wanted];
  for (const branch of candidates) if (await hasBranch(repository, branch)) return branch;
  const sentence = `${repository.root} has no branch ${candidates.join(' or ')} that a pull request could go into; name it with --base`;
  throw new InputError('branch-unknown', sentence);
}
