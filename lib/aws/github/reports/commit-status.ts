import type { CheckState } from '../../../code-host-ports.ts';
import type { CodeChange } from '../../../core/code-change.ts';
import { createdSchema, statusesSchema } from '../answers.ts';
import type { GitHubClient } from '../client.ts';
import { cut, limits } from '../cut.ts';
import { type Said, statusStates } from './said.ts';

/** A commit status, for a token that is no App's. The newest of its context counts; there may be 1,000 of a commit. */
export async function tellCommitStatus(
  client: GitHubClient,
  context: string,
  { commit }: CodeChange,
  check: CheckState,
  { title }: Said,
): Promise<void> {
  const state = statusStates[check];
  const description = cut(title, limits.description);
  const route = 'GET /repos/{owner}/{repo}/commits/{ref}/statuses';
  for await (const status of client.pages(route, { ref: commit }, statusesSchema)) {
    if (status.context !== context) continue;
    // Newest first: saying the same again would only use up the thousand.
    if (status.state === state && status.description === description) return;
    break;
  }
  const body = { sha: commit, state, description, context };
  await client.call('POST /repos/{owner}/{repo}/statuses/{sha}', body, createdSchema);
}
