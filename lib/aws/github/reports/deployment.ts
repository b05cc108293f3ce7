import type { CodeChange } from '../../../core/code-change.ts';
import { createdSchema, deploymentStatusesSchema, deploymentsSchema } from '../answers.ts';
import type { GitHubClient } from '../client.ts';
import { cut, limits } from '../cut.ts';

const environment = 'production';

/** A deployment of the commit to `production` and where it stands; one a commit and pipeline, with a status for each change. */
export async function tellDeployment(
  client: GitHubClient,
  pipeline: string,
  { commit }: CodeChange,
  state: 'in_progress' | 'success' | 'failure',
  sentence: string,
): Promise<void> {
  const task = `deploy:${pipeline}`;
  const id = (await findDeployment(client, commit, task)) ?? (await createDeployment(client, commit, task));
  const description = cut(sentence, limits.description);
  const route = 'GET /repos/{owner}/{repo}/deployments/{deployment_id}/statuses';
  for await (const newest of client.pages(route, { deployment_id: id }, deploymentStatusesSchema)) {
    if (newest.state === state && newest.description === description) return;
    // A newer deployment that succeeded put this one aside; saying success again would bring it back.
    if (newest.state === 'inactive' && state === 'success') return;
    break;
  }
  const body = { deployment_id: id, state, description, environment };
  await client.call('POST /repos/{owner}/{repo}/deployments/{deployment_id}/statuses', body, createdSchema);
}

/** The oldest: two reporters at once may have made two. */
async function findDeployment(client: GitHubClient, sha: string, task: string): Promise<number | undefined> {
  const ids: number[] = [];
  const asked = { sha, environment, task };
  for await (const { id } of client.pages('GET /repos/{owner}/{repo}/deployments', asked, deploymentsSchema))
    ids.push(id);
  return ids.length === 0 ? undefined : Math.min(...ids);
}

async function createDeployment(client: GitHubClient, ref: string, task: string): Promise<number> {
  const body = {
    ref,
    task,
    environment,
    description: 'Signalbox',
    // It tells what happens here; GitHub has nothing to merge or to wait for.
    auto_merge: false,
    required_contexts: [],
    production_environment: true,
  };
  return (await client.call('POST /repos/{owner}/{repo}/deployments', body, createdSchema)).data.id;
}
