import * as z from 'zod';
import { bad, type Examination, type Finding, ok, type Patient, shown } from './finding.ts';

const check = 'required check';

const rulesSchema = z.array(
  z.object({
    type: z.string(),
    parameters: z
      .object({
        required_status_checks: z
          .array(z.object({ context: z.string(), integration_id: z.number().nullish() }))
          .default([]),
      })
      .optional(),
  }),
);

const branchSchema = z.object({
  protected: z.boolean(),
  protection: z
    .object({
      required_status_checks: z
        .object({
          contexts: z.array(z.string()).default([]),
          checks: z.array(z.object({ context: z.string(), app_id: z.number().nullish() })).default([]),
        })
        .optional(),
    })
    .optional(),
});

/** A check that is demanded, and of which App; null: from whomever. */
interface Demand {
  context: string;
  app: number | null;
}

/** Whether a pull request can be merged without our word: by rulesets, or by the older branch protection. */
export const requiredCheck: Examination = async (patient) => {
  const { client, branch } = patient;
  const route = 'GET /repos/{owner}/{repo}/branches/{branch}';
  const found = await shown(client.call(route, { branch }, branchSchema));
  if (!found) return [bad(check, `there is no branch ${branch}`, 'Give the branch that is released with --branch.')];
  const { required_status_checks: old } = found.protection ?? {};
  const demands = [
    ...(await byRules(patient)),
    ...(old?.checks ?? []).map(({ context, app_id }): Demand => ({ context, app: appOf(app_id) })),
    ...(old?.contexts ?? []).map((context): Demand => ({ context, app: null })),
  ].filter(({ context }) => context === patient.check);
  return [await judged(demands, patient)];
};

async function byRules({ client, branch }: Patient): Promise<Demand[]> {
  const rules = await shown(
    client.call('GET /repos/{owner}/{repo}/rules/branches/{branch}', { branch, per_page: 100 }, rulesSchema),
  );
  return (rules ?? [])
    .filter(({ type }) => type === 'required_status_checks')
    .flatMap(({ parameters }) => parameters?.required_status_checks ?? [])
    .map(({ context, integration_id }) => ({ context, app: appOf(integration_id) }));
}

/** GitHub says -1 for any App in the older protection. */
function appOf(id: number | null | undefined): number | null {
  return typeof id === 'number' && id > 0 ? id : null;
}

async function judged(demands: Demand[], { client, branch, check: name }: Patient): Promise<Finding> {
  const settings = `https://github.com/${client.repository}/settings/rules`;
  if (demands.length === 0)
    return bad(
      check,
      `${branch} can be merged into without ${name}`,
      `Add a ruleset for ${branch} that requires the status check ${name}: ${settings}`,
    );
  const credentials = await client.credentials();
  const ours = credentials.kind === 'app' ? credentials.appId : null;
  const foreign = demands.find(({ app }) => app !== null && app !== ours);
  if (foreign)
    return bad(
      check,
      `${branch} requires ${name} of App ${foreign.app}, which is not who reports`,
      `Choose ${ours === null ? '"any source"' : `App ${ours}`} as its source: ${settings}`,
    );
  return ok(check, `${branch} requires ${name}`);
}
