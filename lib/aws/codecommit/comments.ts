import {
  type Comment,
  GetCommentsForComparedCommitCommand,
  GetCommentsForPullRequestCommand,
  PostCommentForComparedCommitCommand,
  PostCommentForPullRequestCommand,
  UpdateCommentCommand,
} from '@aws-sdk/client-codecommit';
import { InternalError } from '../../core/errors.ts';
import { sha256 } from '../../core/sha256.ts';
import { isNamed } from '../clients.ts';
import { ask, type CodeCommitSend } from './client.ts';

/** Where a comment stands: between two commits of a pull request, or below a commit (`before` is its parent, if it has one). */
export interface Spot {
  repository: string;
  pullRequest: string | null;
  before: string | undefined;
  after: string;
}

/** CommentContentSizeLimitExceededException: "Comments are limited to 10,240 characters." */
const mostCharacters = 10_240;
/** Rivals of one report are the same report, sent twice; listing may lag behind a post. */
const rounds = 4;

/**
 * Makes the one comment that ends with `mark`, or updates it in place. Twice, or two at once, make one comment: posts carry
 * a token made of spot and mark, by which CodeCommit knows them again.
 */
export async function tell(client: CodeCommitSend, spot: Spot, mark: string, markdown: string): Promise<void> {
  const content = signed(markdown, mark);
  for (let round = 1; ; round += 1) {
    const comments = await list(client, spot);
    const ours = comments.filter((one) => !one.deleted && one.content?.trimEnd().endsWith(mark));
    for (const comment of ours) if (await updated(client, comment, content)) return;
    // A token belongs to one comment for ever, so that after a deletion, or a stranger's look-alike, another is needed.
    const spent = comments.filter(({ deleted }) => deleted).length + ours.length;
    try {
      await post(client, spot, content, sha256(JSON.stringify([spot.repository, placeOf(spot), mark, spent])));
      return;
    } catch (thrown) {
      if (!isNamed(thrown, 'IdempotencyParameterMismatchException')) throw thrown;
      if (round < rounds) continue;
      throw new InternalError(
        'codecommit-comment',
        `a comment on ${placeOf(spot)} of ${spot.repository} was made and cannot be found`,
      );
    }
  }
}

/** False when it is not ours to change: somebody else's with our mark, or deleted a moment ago. */
async function updated(
  client: CodeCommitSend,
  { commentId, content: now }: Comment,
  content: string,
): Promise<boolean> {
  if (now === content) return true;
  try {
    await ask('an update of a comment', () => client.send(new UpdateCommentCommand({ commentId, content })));
    return true;
  } catch (thrown) {
    if (
      isNamed(thrown, 'CommentNotCreatedByCallerException', 'CommentDeletedException', 'CommentDoesNotExistException')
    )
      return false;
    throw thrown;
  }
}

async function list(client: CodeCommitSend, spot: Spot): Promise<Comment[]> {
  const found: Comment[] = [];
  let nextToken: string | undefined;
  do {
    const token = nextToken;
    const page = await ask(`the comments on ${placeOf(spot)} of ${spot.repository}`, () => pageOf(client, spot, token));
    found.push(...page.threads.flatMap(({ comments = [] }) => comments));
    nextToken = page.nextToken;
  } while (nextToken);
  return found;
}

async function pageOf(client: CodeCommitSend, spot: Spot, nextToken: string | undefined) {
  const { repository: repositoryName, pullRequest, before: beforeCommitId, after: afterCommitId } = spot;
  if (pullRequest !== null) {
    // Without commits: those of every revision, since the comment stays where it was first made.
    const page = await client.send(new GetCommentsForPullRequestCommand({ pullRequestId: pullRequest, nextToken }));
    return { threads: page.commentsForPullRequestData ?? [], nextToken: page.nextToken };
  }
  const input = { repositoryName, beforeCommitId, afterCommitId, nextToken };
  const page = await client.send(new GetCommentsForComparedCommitCommand(input));
  return { threads: page.commentsForComparedCommitData ?? [], nextToken: page.nextToken };
}

async function post(client: CodeCommitSend, spot: Spot, content: string, clientRequestToken: string): Promise<void> {
  const { repository: repositoryName, pullRequest, before: beforeCommitId, after: afterCommitId } = spot;
  const input = { repositoryName, beforeCommitId, afterCommitId, content, clientRequestToken };
  await ask(`a comment on ${placeOf(spot)} of ${repositoryName}`, async () =>
    pullRequest === null
      ? client.send(new PostCommentForComparedCommitCommand(input))
      : client.send(new PostCommentForPullRequestCommand({ ...input, pullRequestId: pullRequest })),
  );
}

function placeOf({ pullRequest, after }: Spot): string {
  return pullRequest === null ? `commit ${after}` : `pull request ${pullRequest}`;
}

function signed(markdown: string, mark: string): string {
  const end = `\n\n${mark}`;
  const room = mostCharacters - end.length;
  if (markdown.length <= room) return markdown + end;
  const cut = '\n\n… (the rest is in the report: a comment holds 10,240 characters)';
  return (
    markdown
      .slice(0, room - cut.length)
      .toWellFormed()
      .replace(/\uFFFD$/, '') +
    cut +
    end
  );
}
