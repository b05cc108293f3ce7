import * as z from 'zod';

/** What we read of GitHub's webhook payloads; there is much more in each. Source: docs.github.com/webhooks/webhook-events-and-payloads. */

const sha = z.string().regex(/^(?:[0-9a-f]{40}|[0-9a-f]{64})$/);
const id = z.number().int().nonnegative();
const number = z.number().int().min(1).max(9_999_999_999);
const ref = z.string().min(1).max(1_024);
const user = z.object({ login: z.string() });

export const ofRepository = z.object({ repository: z.object({ id, full_name: z.string() }) });

export const pushPayload = z.object({
  ref,
  after: sha,
  deleted: z.boolean(),
  head_commit: z
    .object({
      message: z.string(),
      timestamp: z.iso.datetime({ offset: true }).optional(),
      author: z.object({ name: z.string(), username: z.string().optional() }),
    })
    .nullable(),
  sender: user.optional(),
});

export const pullRequestPayload = z.object({
  action: z.string(),
  pull_request: z.object({
    number,
    title: z.string(),
    user: user.nullable(),
    // A fork that was deleted is null.
    head: z.object({ sha, repo: z.object({ id }).nullable() }),
    base: z.object({ ref }),
  }),
});

const pulls = z.array(
  z.object({
    number,
    head: z.object({ sha, repo: z.object({ id }) }),
    base: z.object({ ref, repo: z.object({ id }) }),
  }),
);

export const checkRunPayload = z.object({
  action: z.string(),
  check_run: z.object({
    id,
    name: z.string(),
    head_sha: sha,
    completed_at: z.iso.datetime({ offset: true }).nullable(),
    // Null for commits of forks.
    check_suite: z.object({ head_branch: ref.nullable() }),
    pull_requests: pulls,
  }),
  sender: user,
});

/** Of `issue_comment` and `commit_comment`: a comment below an issue, a pull request or a commit. */
export const commentPayload = z.object({
  action: z.string(),
  comment: z.object({
    body: z.string(),
    created_at: z.iso.datetime({ offset: true }),
    user: z.object({ login: z.string().min(1), type: z.string() }).nullable(),
  }),
});

export const checkSuitePayload = z.object({
  action: z.string(),
  check_suite: z.object({
    id,
    head_sha: sha,
    head_branch: ref.nullable(),
    updated_at: z.iso.datetime({ offset: true }),
    pull_requests: pulls,
  }),
  sender: user,
});
