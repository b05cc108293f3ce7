import * as z from 'zod';

/** The parts of GitHub's answers that we read. */

const user = z.object({ login: z.string(), id: z.number() }).nullable();

export const branchSchema = z.object({
  commit: z.object({
    sha: z.string(),
    commit: z.object({ message: z.string(), author: z.object({ name: z.string().catch('') }).nullable() }),
    author: z.object({ login: z.string().optional() }).nullish(),
  }),
});

export const pullsSchema = z.array(
  z.object({
    number: z.number(),
    title: z.string(),
    user,
    head: z.object({ sha: z.string(), repo: z.object({ full_name: z.string() }).nullable() }),
    base: z.object({ ref: z.string() }),
  }),
);

export const pullHeadSchema = z.object({ head: z.object({ sha: z.string() }) });

export const compareSchema = z.object({
  status: z.enum(['diverged', 'ahead', 'behind', 'identical']),
  total_commits: z.number(),
  commits: z.array(
    z.object({
      sha: z.string(),
      commit: z.object({ message: z.string(), author: z.object({ name: z.string().catch('') }).nullable() }),
    }),
  ),
});

const checkRun = z.object({
  id: z.number(),
  status: z.string(),
  conclusion: z.string().nullable(),
  external_id: z.string().nullable(),
  output: z.object({ title: z.string().nullable(), summary: z.string().nullable() }),
});
export type CheckRun = z.output<typeof checkRun>;
export const checkRunsSchema = z.object({ check_runs: z.array(checkRun) }).transform(({ check_runs }) => check_runs);

export const statusesSchema = z.array(
  z.object({ state: z.string(), context: z.string(), description: z.string().nullable() }),
);

const comment = z.object({
  id: z.number(),
  body: z.string().default(''),
  user,
  performed_via_github_app: z.object({ id: z.number() }).nullish(),
});
export type Comment = z.output<typeof comment>;
export const commentsSchema = z.array(comment);

export const deploymentsSchema = z.array(z.object({ id: z.number() }));
export const deploymentStatusesSchema = z.array(
  z.object({ id: z.number(), state: z.string(), description: z.string().default('') }),
);

export const releaseSchema = z.object({
  id: z.number(),
  tag_name: z.string(),
  name: z.string().nullable(),
  body: z.string().nullish(),
  prerelease: z.boolean(),
});

export const permissionSchema = z.object({ permission: z.string() });
export const createdSchema = z.object({ id: z.number() });
export const shaSchema = z.object({ sha: z.string() });
export const meSchema = z.object({ id: z.number(), login: z.string() });
