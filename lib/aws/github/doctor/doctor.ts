import * as z from 'zod';
import { GitHubRefusal } from '../failure.ts';
import { appPermissions } from './app-permissions.ts';
import { bad, type Examination, type Finding, ok, type Patient } from './finding.ts';
import { requiredCheck } from './required-check.ts';
import { tokenPermissions } from './token-permissions.ts';
import { webhook } from './webhook.ts';

const examinations: Examination[] = [requiredCheck, webhook, appPermissions, tokenPermissions];

/**
 * Looks whether a repository is connected as it should be: nothing is changed.
 * @throws InternalError where GitHub does not answer
 */
export async function examine(patient: Patient): Promise<Finding[]> {
  const reached = await reach(patient);
  if (reached.state !== 'ok') return [reached];
  const findings = [reached];
  for (const examination of examinations) findings.push(...(await examination(patient)));
  return findings;
}

async function reach({ client }: Patient): Promise<Finding> {
  try {
    await client.call('GET /repos/{owner}/{repo}', {}, z.object({}));
    return ok('repository', `${client.repository} is reached`);
  } catch (thrown) {
    if (!(thrown instanceof GitHubRefusal)) throw thrown;
    return bad('repository', thrown.message, 'Mend the name or the credentials first.');
  }
}
