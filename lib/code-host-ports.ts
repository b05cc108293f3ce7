import type { CodeChange, Commit } from './core/code-change.ts';

/** One file of a workload at a commit; `path` with `/`, relative to the workload's folder. */
export interface SourceFile {
  path: string;
  bytes: Uint8Array;
  executable: boolean;
}

/** Where the workload's code lives. Errors: InputError `repository-*` for what the user must mend, else the host's own. */
export interface CodeHost {
  /** Every file of the workload's folder at a commit; InputError `commit-gone` when the host does not have it (any more). */
  files(commit: string): AsyncIterable<SourceFile>;
  /** Changes that ask to be run as things are now: the head of the released branch, and that of every open pull request. */
  heads(): Promise<CodeChange[]>;
  /** Commits after `base` up to and including `head`, newest first; `complete` is false where some are missing. */
  commits(base: string, head: string): Promise<{ commits: Commit[]; complete: boolean }>;
  /** Whether this person may write to the repository, and so may let a release go. */
  mayWrite(person: string): Promise<boolean>;
}

export type CheckState = 'running' | 'passed' | 'failed' | 'broken' | 'superseded' | 'refused';

/** Tells the code host how a change fared. Every method may be called again with the same or newer facts. */
export interface CodeReports {
  /** The required check `signalbox` of a commit. `summary` is Markdown; `title` at most 140 characters. */
  check(change: CodeChange, state: CheckState, said: { runId: string; title: string; summary: string }): Promise<void>;
  /** The one comment of a pull request, made or updated in place. */
  comment(change: CodeChange, markdown: string): Promise<void>;
  /** Where a commit stands on its way to production. */
  deployment(
    change: CodeChange,
    state: 'in_progress' | 'success' | 'failure',
    said: { runId: string; version: string | null; sentence: string },
  ): Promise<void>;
  /** A release with notes, under a tag of its version. */
  release(change: CodeChange, release: { version: string; notes: string; prerelease: boolean }): Promise<void>;
}
