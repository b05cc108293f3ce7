import type { CheckState } from '../../../code-host-ports.ts';
import type { CodeChange } from '../../../core/code-change.ts';
import { type CheckRun, checkRunsSchema, createdSchema } from '../answers.ts';
import type { GitHubClient } from '../client.ts';
import { cut, cutNote, limits } from '../cut.ts';
import { conclusions, type Said } from './said.ts';

/**
 * A check run, which only an App may write. One a run, and one that waits goes over to the next attempt of its cause. Two reporters at
 * once may both find none and both make one; none can be removed and GitHub counts the newest, so all of them say the same.
 */
export async function tellCheckRun(
  client: GitHubClient,
  name: string,
  { commit }: CodeChange,
  state: CheckState,
  { runId, ...said }: Said,
): Promise<void> {
  const title = cut(said.title, limits.title);
  const output = { title, summary: cut(said.summary, limits.summary, cutNote) };
  const conclusion = conclusions[state];
  const known = await ownCheckRuns(client, name, commit, runId);
  const body = {
    name,
    external_id: runId,
    output,
    ...(conclusion === null ? { status: 'in_progress' } : { status: 'completed', conclusion }),
  };
  if (known.length === 0)
    await client.call('POST /repos/{owner}/{repo}/check-runs', { ...body, head_sha: commit }, createdSchema);
  for (const run of known) {
    if (isSaid(run, runId, conclusion, output)) continue;
    const route = 'PATCH /repos/{owner}/{repo}/check-runs/{check_run_id}';
    await client.call(route, { ...body, check_run_id: run.id }, createdSchema);
  }
}

async function ownCheckRuns(client: GitHubClient, name: string, commit: string, runId: string): Promise<CheckRun[]> {
  const credentials = await client.credentials();
  const asked = {
    ref: commit,
    check_name: name,
    filter: 'all',
    ...(credentials.kind === 'app' ? { app_id: credentials.appId } : {}),
  };
  const runs: CheckRun[] = [];
  const route = 'GET /repos/{owner}/{repo}/commits/{ref}/check-runs';
  for await (const run of client.pages(route, asked, checkRunsSchema)) runs.push(run);
  const own = runs.filter(({ external_id }) => external_id === runId);
  if (own.length > 0) return own;
  return runs.filter(({ external_id, status }) => status !== 'completed' && sameCause(external_id ?? '', runId));
}

/** Run ids end with the attempt. */
function sameCause(a: string, b: string): boolean {
  const cause = (runId: string) => runId.replace(/-\d+$/, '');
  return cause(a) === cause(b);
}

function isSaid(run: CheckRun, runId: string, conclusion: string | null, output: { title: string; summary: string }) {
  return (
    run.external_id === runId &&
    run.conclusion === conclusion &&
    run.output.title === output.title &&
    run.output.summary === output.summary
  );
}
