import * as z from 'zod';
import { type Comment, commentsSchema, createdSchema, meSchema, pullHeadSchema } from '../answers.ts';
import type { GitHubClient } from '../client.ts';
import { cut, cutNote, limits } from '../cut.ts';
import { isRefused } from '../host.ts';

/** What our comment begins with; GitHub does not show it. */
export function markerOf(pipeline: string): string {
  return `<!-- signalbox:${pipeline} -->`;
}

/**
 * The one comment of a pull request. Two reporters at once may both find none and both write one: each looks again after writing,
 * and both keep the oldest. Of a commit that is no longer its newest, nothing is said.
 */
export async function tellComment(
  client: GitHubClient,
  pipeline: string,
  { commit, issue }: { commit: string; issue: number },
  markdown: string,
): Promise<void> {
  const pull = { pull_number: issue };
  const { data } = await client.call('GET /repos/{owner}/{repo}/pulls/{pull_number}', pull, pullHeadSchema);
  if (data.head.sha !== commit) return;
  const body = cut(`${markerOf(pipeline)}\n${markdown}`, limits.comment, cutNote);
  const [oldest] = await ownComments(client, pipeline, issue);
  if (oldest === undefined) {
    const route = 'POST /repos/{owner}/{repo}/issues/{issue_number}/comments';
    await client.call(route, { issue_number: issue, body }, createdSchema);
  }
  const [kept, ...doubles] = await ownComments(client, pipeline, issue);
  if (kept && !isSame(kept.body, body)) {
    const route = 'PATCH /repos/{owner}/{repo}/issues/comments/{comment_id}';
    await client.call(route, { comment_id: kept.id, body }, createdSchema);
  }
  for (const double of doubles) await remove(client, double);
}

/** Oldest first. Anybody can write our marker into a comment of theirs. */
async function ownComments(client: GitHubClient, pipeline: string, issue: number): Promise<Comment[]> {
  const isOurs = await authorship(client);
  const own: Comment[] = [];
  const route = 'GET /repos/{owner}/{repo}/issues/{issue_number}/comments';
  for await (const comment of client.pages(route, { issue_number: issue }, commentsSchema)) {
    if (comment.body.startsWith(markerOf(pipeline)) && isOurs(comment)) own.push(comment);
  }
  return own.sort((a, b) => a.id - b.id);
}

async function authorship(client: GitHubClient): Promise<(comment: Comment) => boolean> {
  const credentials = await client.credentials();
  if (credentials.kind === 'app') return (comment) => comment.performed_via_github_app?.id === credentials.appId;
  const { data: me } = await client.call('GET /user', {}, meSchema);
  return (comment) => comment.user?.id === me.id;
}

/** GitHub hands out line breaks as it likes. */
function isSame(theirs: string, ours: string): boolean {
  const plain = (text: string) => text.replaceAll('\r\n', '\n').trim();
  return plain(theirs) === plain(ours);
}

async function remove(client: GitHubClient, { id }: Comment): Promise<void> {
  try {
    await client.call('DELETE /repos/{owner}/{repo}/issues/comments/{comment_id}', { comment_id: id }, z.unknown());
  } catch (thrown) {
    // The other reporter was faster.
    if (!isRefused(thrown, 404)) throw thrown;
  }
}
