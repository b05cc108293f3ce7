import * as z from 'zod';
import { canonicalJson } from './canonical-json.ts';
import { sha256 } from './sha256.ts';

export const codeHostKinds = ['github', 'codecommit', 'git'] as const;

const text = (max: number) => z.string().max(max);

/** A push to the released branch, or a commit of a pull request; the same whichever host told of it. */
export const codeChangeSchema = z.strictObject({
  kind: z.enum(['push', 'pull_request']),
  host: z.enum(codeHostKinds),
  /** `owner/name` on GitHub, the repository's name on CodeCommit, a folder for git. */
  repository: text(256).min(1),
  /** Branch that was pushed to, or that the pull request wants to go into; without `refs/heads/`. */
  branch: text(256).min(1),
  /** The commit to run: 40 or 64 hexadecimal digits. */
  commit: z.string().regex(/^(?:[0-9a-f]{40}|[0-9a-f]{64})$/),
  pullRequest: z
    .strictObject({
      number: z.string().regex(/^[1-9][0-9]{0,9}$/),
      title: text(512),
      /** Comes from another repository: its code never meets a secret. */
      fork: z.boolean(),
    })
    .nullable(),
  /** First line of the commit's message, or the title of the pull request. */
  title: text(512),
  author: text(128),
  /** When the commit was made, ISO 8601 UTC; absent where the host's message does not say. */
  committedAt: z.iso.datetime().optional(),
  /** Set when a person asked for the same commit again: what makes this asking another than the first. */
  again: text(64).nullable(),
});
export type CodeChange = z.output<typeof codeChangeSchema>;

/** What tells one change from another: repository, what happened and head commit, never a delivery id, which nobody signs. */
export function changeIdentity({ kind, host, repository, branch, commit, pullRequest, again }: CodeChange): string {
  return sha256(canonicalJson({ kind, host, repository, branch, commit, number: pullRequest?.number ?? null, again }));
}

/** The same for every commit of a pull request: `github:octo/iris#17`; null for a push. */
export function pullRequestOf({ host, repository, pullRequest }: CodeChange): string | null {
  return pullRequest && `${host}:${repository}#${pullRequest.number}`;
}

/** One commit of a range, newest first in every list. */
export const commitSchema = z.object({
  sha: z.string(),
  /** Whole message, subject and body. */
  message: z.string(),
  author: z.string(),
});
export type Commit = z.output<typeof commitSchema>;

/**
 * `runs/<id>/commits.json`: what is new since the champion, as it was when the run was asked for. `base` is null where there was no
 * champion with a commit; `complete` is false where the host did not give all (a force push, or more than 250 commits).
 */
export const commitRangeSchema = z.object({
  base: z.string().nullable(),
  head: z.string(),
  commits: z.array(commitSchema),
  complete: z.boolean(),
});
export type CommitRange = z.output<typeof commitRangeSchema>;
