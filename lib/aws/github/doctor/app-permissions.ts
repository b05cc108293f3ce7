import * as z from 'zod';
import { bad, type Examination, type Finding, ok, shown, unknown } from './finding.ts';

/** What reporting needs; nothing in it can change code that is there, settings, secrets or workflows of the repository. */
export const neededPermissions: Record<string, 'read' | 'write'> = {
  metadata: 'read',
  // Releases and their tags are contents.
  contents: 'write',
  checks: 'write',
  deployments: 'write',
  pull_requests: 'write',
};

/** What lets this doctor see more, and changes nothing. */
const harmless: Record<string, 'read'> = { repository_hooks: 'read', administration: 'read' };

const installationSchema = z.object({
  permissions: z.record(z.string(), z.string()),
  repository_selection: z.string(),
});

const rank: Record<string, number> = { read: 1, write: 2, admin: 3 };

/** An App says what it may do: compared with what is needed. */
export const appPermissions: Examination = async ({ client }) => {
  const credentials = await client.credentials();
  if (credentials.kind !== 'app') return [];
  const { installationId } = credentials;
  const route = 'GET /app/installations/{installation_id}';
  const found = await shown(client.call(route, { installation_id: installationId }, installationSchema, { as: 'app' }));
  const settings = `https://github.com/settings/installations/${installationId}`;
  if (!found) return [unknown('permissions', `installation ${installationId} is not shown`, `Look at ${settings}`)];
  return [permissions(found.permissions, settings), reach(found.repository_selection, settings)];
};

function permissions(granted: Record<string, string>, settings: string): Finding {
  const lacking = Object.entries(neededPermissions).filter(([name, need]) => rankOf(granted[name]) < rankOf(need));
  if (lacking.length > 0)
    return bad(
      'permissions',
      `lack ${lacking.map(([name, need]) => `${name}: ${need}`).join(', ')}`,
      `Grant them: ${settings}`,
    );
  const wide = Object.entries(granted).filter(
    ([name, level]) => rankOf(level) > Math.max(rankOf(neededPermissions[name]), rankOf(harmless[name])),
  );
  if (wide.length > 0)
    return bad(
      'permissions',
      `are wider than needed: ${wide.map(([name, level]) => `${name}: ${level}`).join(', ')}`,
      `Take them away: ${settings}`,
    );
  return ok('permissions', 'are those that are needed');
}

function rankOf(level: string | undefined): number {
  return level === undefined ? 0 : (rank[level] ?? 3);
}

function reach(selection: string, settings: string): Finding {
  if (selection === 'selected') return ok('reach', 'selected repositories only');
  return bad('reach', 'every repository of the account', `Choose "Only select repositories": ${settings}`);
}
