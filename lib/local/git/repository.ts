import { realpath } from 'node:fs/promises';
import { relative, sep } from 'node:path';
import { InputError } from '../../core/errors.ts';
import { git } from './git.ts';

/** A work tree, and where in it the workload lies. */
export interface Repository {
  /** Top folder of the work tree. */
  root: string;
  /** Folder of the workload in it, with `/`; empty: the top. */
  folder: string;
}

/** The git work tree that a folder lies in; undefined where it lies in none. @throws InputError `repository-refused` */
export async function findRepository(folder: string): Promise<Repository | undefined> {
  const real = await realpath(folder).catch(() => undefined);
  if (real === undefined) return undefined;
  const { code, stdout, said } = await git(real, ['rev-parse', '--show-toplevel']);
  if (code === 0) {
    const root = await realpath(stdout.replace(/\n$/, ''));
    return { root, folder: relative(root, real).split(sep).join('/') };
  }
  // Git reads no repository that another user owns, since its configuration could run things.
  if (said.includes('dubious ownership') || said.includes('safe.directory'))
    throw new InputError('repository-refused', `${folder} lies in a git repository of another user, which is not read`);
  return undefined;
}

export interface Head {
  commit: string;
  title: string;
  author: string;
  /** ISO 8601, UTC. */
  committedAt: string;
}

const fields = '%H%x00%an%x00%s%x00%cI';

/** What a revision names: a commit with its title and author. @throws InputError `commit-unknown` */
export async function commitAt({ root }: Repository, revision: string): Promise<Head> {
  const named = await git(root, ['rev-parse', '--verify', '--quiet', '--end-of-options', `${revision}^{commit}`]);
  const commit = named.stdout.trim();
  if (named.code !== 0 || !/^[0-9a-f]{40,64}$/.test(commit)) {
    const sentence = `the repository ${root} has no commit ${JSON.stringify(revision)}; give a branch, a tag or a commit`;
    throw new InputError('commit-unknown', sentence);
  }
  const log = await git(root, [
    'log',
    '-1',
    '--no-color',
    '--encoding=UTF-8',
    `--format=tformat:${fields}`,
    commit,
    '--',
  ]);
  const [, author = '', title = '', committed = ''] = log.stdout.replace(/\n$/, '').split('\0');
  return headOf(commit, author, title, committed);
}

/** The branch that is checked out; null for none. */
export async function currentBranch({ root }: Repository): Promise<string | null> {
  const { code, stdout } = await git(root, ['symbolic-ref', '--quiet', 'HEAD']);
  return code === 0 ? branchName(stdout.trim()) : null;
}

/** Whether a branch of this name is there. */
export async function hasBranch({ root }: Repository, branch: string): Promise<boolean> {
  const ref = `refs/heads/${branch}`;
  return (await git(root, ['show-ref', '--verify', '--quiet', '--', ref])).code === 0;
}

/** Branches with commits that `main` has not, by name. */
export async function branchesBeside({ root }: Repository, main: string): Promise<Array<Head & { branch: string }>> {
  const format = '%(refname)%00%(objectname)%00%(authorname)%00%(contents:subject)%00%(committerdate:iso-strict)';
  const args = [
    'for-each-ref',
    '--sort=refname',
    `--format=${format}`,
    `--no-merged=refs/heads/${main}`,
    'refs/heads/',
  ];
  const { stdout } = await git(root, args);
  return stdout
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => {
      const [ref = '', commit = '', author = '', title = '', committed = ''] = line.split('\0');
      return { branch: branchName(ref), ...headOf(commit, author, title, committed) };
    });
}

function headOf(commit: string, author: string, title: string, committed: string): Head {
  const time = new Date(committed);
  // A commit may claim any time, even one that no calendar has.
  const committedAt = Number.isNaN(time.getTime()) ? new Date(0).toISOString() : time.toISOString();
  return { commit, author: author.slice(0, 128), title: title.slice(0, 512), committedAt };
}

function branchName(ref: string): string {
  return ref.replace(/^refs\/heads\//, '');
}
