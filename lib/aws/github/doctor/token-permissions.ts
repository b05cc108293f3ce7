import * as z from 'zod';
import { neededPermissions } from './app-permissions.ts';
import { bad, type Examination, type Finding, ok, type Patient, shown, unknown } from './finding.ts';

const tokens = 'https://github.com/settings/personal-access-tokens';
const dayMs = 86_400_000;
/** Enough to renew a token without haste. */
const soonDays = 14;

const reposSchema = z.array(z.object({ full_name: z.string(), private: z.boolean() }));

/** What nobody should be able to do with the token, and a call that would succeed if they could. */
const probes: Array<[right: string, route: string]> = [
  ['secrets', 'GET /repos/{owner}/{repo}/actions/secrets'],
  ['administration', 'GET /repos/{owner}/{repo}/keys'],
];

/** GitHub does not tell what a fine-grained token may do: what can be seen of it is. */
export const tokenPermissions: Examination = async (patient) => {
  const credentials = await patient.client.credentials();
  if (credentials.kind !== 'token') return [];
  const { headers } = await patient.client.call('GET /repos/{owner}/{repo}', {}, z.object({}));
  const scopes = headers['x-oauth-scopes'];
  return [
    kind(credentials.token, scopes === undefined ? undefined : String(scopes)),
    expiry(headers['github-authentication-token-expiration'], patient.now),
    await reach(patient),
    await width(patient),
  ];
};

function kind(token: string, scopes: string | undefined): Finding {
  const mend = `Make a fine-grained token for this repository alone: ${tokens}`;
  if (scopes !== undefined || token.startsWith('ghp_'))
    return bad('token', `is a classic one, for all that you may do: ${scopes || 'no scope'}`, mend);
  if (token.startsWith('github_pat_')) return ok('token', 'is fine-grained');
  if (token.startsWith('ghs_')) return ok('token', 'is of an App or of Actions');
  return unknown('token', 'is of no kind that is known', mend);
}

function expiry(header: string | number | undefined, now: Date): Finding {
  // `2026-12-01 09:00:00 UTC`
  const ends = header === undefined ? Number.NaN : Date.parse(String(header).replace(' UTC', 'Z').replace(' ', 'T'));
  if (Number.isNaN(ends)) return bad('expiry', 'the token never ends', `Give it an end within a year: ${tokens}`);
  const days = Math.floor((ends - now.getTime()) / dayMs);
  const sentence = `the token ends in ${days} days`;
  return days > soonDays ? ok('expiry', sentence) : bad('expiry', sentence, `Renew it: ${tokens}`);
}

async function reach({ client }: Patient): Promise<Finding> {
  const repos = await shown(client.call('GET /user/repos', { visibility: 'private', per_page: 100 }, reposSchema));
  if (!repos) return unknown('reach', 'these credentials may not see it', `Look at ${tokens}`);
  const others = repos.filter(
    (repo) => repo.private && repo.full_name.toLowerCase() !== client.repository.toLowerCase(),
  );
  if (others.length === 0) return ok('reach', 'no other private repository');
  const more = others.length === 1 ? '' : ` and ${others.length - 1} more`;
  return bad('reach', `other private repositories: ${others[0]?.full_name}${more}`, `Choose this one alone: ${tokens}`);
}

async function width({ client }: Patient): Promise<Finding> {
  const wide: string[] = [];
  for (const [right, route] of probes) {
    if ((await shown(client.call(route, { per_page: 1 }, z.unknown()))) !== undefined) wide.push(right);
  }
  const list = Object.entries({ ...neededPermissions, checks: null, statuses: 'commit statuses: write' })
    .flatMap(([name, level]) =>
      level === null ? [] : [name === 'statuses' ? level : `${name.replace('_', ' ')}: ${level}`],
    )
    .join(', ');
  if (wide.length > 0)
    return bad('permissions', `are wider than needed: ${wide.join(', ')}`, `Only these are needed: ${list}. ${tokens}`);
  return unknown(
    'permissions',
    'no excess was seen, but GitHub does not list them',
    `Compare with: ${list}. ${tokens}`,
  );
}
