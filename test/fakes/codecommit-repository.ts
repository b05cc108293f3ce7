import { createHash } from 'node:crypto';

/** An exception of the service, by its name. */
export class ServiceError extends Error {
  constructor(name: string) {
    super(name);
    this.name = name;
  }
}

type FileMode = 'NORMAL' | 'EXECUTABLE' | 'SYMLINK';
export type Tree = Record<string, string | { content: string | Uint8Array; mode: FileMode } | 'submodule'>;

interface FakeCommit {
  parents: string[];
  message: string;
  author: string;
  seconds: number;
  tree: Tree;
}

export interface FakePullRequest {
  title: string;
  status: 'OPEN' | 'CLOSED';
  author: string;
  repository: string;
  destination: string;
  destinationCommit: string;
  sourceCommit: string;
  revision: string;
  approvals: Map<string, 'APPROVE' | 'REVOKE'>;
}

export interface FakeComment {
  commentId: string;
  content: string;
  authorArn: string;
  deleted: boolean;
  clientRequestToken: string;
  request: string;
  /** Pull request, or `before..after`. */
  on: string;
  beforeCommitId: string | undefined;
  afterCommitId: string;
}

const pageSize = 2;
const us = 'arn:aws:sts::123456789012:assumed-role/signalbox-report/iris';
type Input = Record<string, unknown>;

/** What a repository in CodeCommit holds, and how its calls read and change that; pages of two. */
export class FakeRepository {
  name = 'iris';
  commits = new Map<string, FakeCommit>();
  branches = new Map<string, string>();
  pullRequests = new Map<string, FakePullRequest>();
  comments: FakeComment[] = [];
  #blobs = new Map<string, Buffer>();

  commit(tree: Tree, parents: string[] = [], about: Partial<FakeCommit> = {}): string {
    const seconds = 1_700_000_000 + this.commits.size * 60;
    const made = { parents, message: `commit ${this.commits.size}\n`, author: 'Mary Major', seconds, tree, ...about };
    const sha = createHash('sha1')
      .update(JSON.stringify([this.commits.size, made.message, parents]))
      .digest('hex');
    this.commits.set(sha, made);
    return sha;
  }

  pullRequest(number: string, about: Partial<FakePullRequest> & { sourceCommit: string }): FakePullRequest {
    const made: FakePullRequest = {
      title: `Change ${number}`,
      status: 'OPEN',
      author: 'arn:aws:iam::123456789012:user/Mary_Major',
      repository: this.name,
      destination: 'refs/heads/main',
      destinationCommit: this.branches.get('main') ?? '0'.repeat(40),
      revision: `revision-${number}-1`,
      approvals: new Map(),
      ...about,
    };
    this.pullRequests.set(number, made);
    return made;
  }

  answer(operation: string, input: Input): unknown {
    const name = input.repositoryName;
    if (name !== undefined && name !== this.name) throw new ServiceError('RepositoryDoesNotExistException');
    const answer = this.#answers[operation];
    if (!answer) throw new Error(`the fake knows no ${operation}`);
    return answer(input);
  }

  readonly #answers: Record<string, (input: Input) => unknown> = {
    GetBranch: ({ branchName }) => {
      const commitId = this.branches.get(String(branchName));
      if (!commitId) throw new ServiceError('BranchDoesNotExistException');
      return { branch: { branchName, commitId } };
    },
    GetCommit: ({ commitId }) => {
      const commit = this.commits.get(String(commitId));
      if (!commit) throw new ServiceError('CommitIdDoesNotExistException');
      const who = { name: commit.author, email: 'mary@example.com', date: `${commit.seconds} -0800` };
      const { parents, message } = commit;
      return {
        commit: { commitId, treeId: sha1('tree'), parents, message, author: who, committer: who, additionalData: '' },
      };
    },
    GetFolder: ({ commitSpecifier, folderPath }) => this.#folder(String(commitSpecifier), String(folderPath)),
    GetBlob: ({ blobId }) => {
      const content = this.#blobs.get(String(blobId));
      if (!content) throw new ServiceError('BlobIdDoesNotExistException');
      return { content: content.toString('base64') };
    },
    ListPullRequests: ({ pullRequestStatus, nextToken }) => {
      const ids = [...this.pullRequests].filter(([, one]) => one.status === pullRequestStatus).map(([id]) => id);
      const { page, nextToken: next } = pageOf(ids.reverse(), nextToken);
      return { pullRequestIds: page, nextToken: next };
    },
    GetPullRequest: ({ pullRequestId }) => ({ pullRequest: this.#described(String(pullRequestId)) }),
    GetPullRequestApprovalStates: ({ pullRequestId, revisionId }) => {
      const { approvals, revision } = this.#pullRequest(pullRequestId);
      const current = revision === revisionId ? approvals : new Map<string, 'APPROVE'>();
      return { approvals: [...current].map(([userArn, approvalState]) => ({ userArn, approvalState })) };
    },
    UpdatePullRequestApprovalState: ({ pullRequestId, revisionId, approvalState }) => {
      const pullRequest = this.#pullRequest(pullRequestId);
      if (pullRequest.status === 'CLOSED') throw new ServiceError('PullRequestAlreadyClosedException');
      if (pullRequest.author === us) throw new ServiceError('PullRequestCannotBeApprovedByAuthorException');
      if (pullRequest.revision !== revisionId) throw new ServiceError('RevisionNotCurrentException');
      pullRequest.approvals.set(us, approvalState as 'APPROVE' | 'REVOKE');
      return undefined;
    },
    GetCommentsForPullRequest: ({ pullRequestId, nextToken }) => {
      this.#pullRequest(pullRequestId);
      const { page, nextToken: next } = this.#threads(`pull request ${pullRequestId}`, nextToken);
      return { commentsForPullRequestData: page.map((one) => ({ ...one, pullRequestId })), nextToken: next };
    },
    GetCommentsForComparedCommit: ({ beforeCommitId, afterCommitId, nextToken }) => {
      const { page, nextToken: next } = this.#threads(`${beforeCommitId}..${afterCommitId}`, nextToken);
      return { commentsForComparedCommitData: page, nextToken: next };
    },
    PostCommentForPullRequest: (input) => {
      this.#pullRequest(input.pullRequestId);
      return { ...this.#post(`pull request ${input.pullRequestId}`, input), pullRequestId: input.pullRequestId };
    },
    PostCommentForComparedCommit: (input) => this.#post(`${input.beforeCommitId}..${input.afterCommitId}`, input),
    UpdateComment: ({ commentId, content }) => {
      const comment = this.comments.find((one) => one.commentId === commentId);
      if (!comment) throw new ServiceError('CommentDoesNotExistException');
      if (comment.deleted) throw new ServiceError('CommentDeletedException');
      if (comment.authorArn !== us) throw new ServiceError('CommentNotCreatedByCallerException');
      comment.content = sized(content);
      return { comment: shown(comment) };
    },
  };

  #folder(commitId: string, folderPath: string) {
    const commit = this.commits.get(commitId);
    if (!commit) throw new ServiceError('CommitDoesNotExistException');
    const folder = folderPath.replace(/^\/|\/$/g, '');
    const inside = Object.entries(commit.tree).filter(([path]) => folder === '' || path.startsWith(`${folder}/`));
    if (inside.length === 0 && folder !== '') throw new ServiceError('FolderDoesNotExistException');
    const relative = (path: string) => (folder === '' ? path : path.slice(folder.length + 1));
    const direct = inside.filter(([path]) => !relative(path).includes('/'));
    const names = inside.filter(([path]) => relative(path).includes('/')).map(([path]) => relative(path).split('/')[0]);
    const subFolders = [...new Set(names)].map((name) => {
      const absolutePath = folder === '' ? name : `${folder}/${name}`;
      return { treeId: sha1(`${absolutePath}`), absolutePath, relativePath: name };
    });
    const entries = direct.flatMap(([path, entry]) =>
      entry === 'submodule' ? [] : [this.#entry(path, relative(path), entry)],
    );
    const subModules = direct
      .filter(([, entry]) => entry === 'submodule')
      .map(([absolutePath]) => ({ commitId: sha1(absolutePath), absolutePath, relativePath: relative(absolutePath) }));
    const files = entries.filter(({ fileMode }) => fileMode !== 'SYMLINK');
    const symbolicLinks = entries.filter(({ fileMode }) => fileMode === 'SYMLINK');
    return { commitId, folderPath: folder, treeId: sha1(folder), subFolders, files, symbolicLinks, subModules };
  }

  #entry(absolutePath: string, relativePath: string, entry: Exclude<Tree[string], 'submodule'>) {
    const { content, mode } = typeof entry === 'string' ? { content: entry, mode: 'NORMAL' as const } : entry;
    const blobId = sha1(Buffer.from(content));
    this.#blobs.set(blobId, Buffer.from(content));
    return { blobId, absolutePath, relativePath, fileMode: mode };
  }

  #pullRequest(id: unknown): FakePullRequest {
    const found = this.pullRequests.get(String(id));
    if (!found) throw new ServiceError('PullRequestDoesNotExistException');
    return found;
  }

  #described(id: string) {
    const { title, status, author, revision, repository, destination, destinationCommit, sourceCommit } =
      this.#pullRequest(id);
    return {
      pullRequestId: id,
      title,
      description: 'An example description.',
      lastActivityDate: 1_700_000_000,
      creationDate: 1_700_000_000,
      pullRequestStatus: status,
      authorArn: author,
      revisionId: revision,
      pullRequestTargets: [
        {
          repositoryName: repository,
          sourceReference: 'refs/heads/feature',
          destinationReference: destination,
          destinationCommit,
          sourceCommit,
          mergeMetadata: { isMerged: false },
        },
      ],
      approvalRules: [],
    };
  }

  #threads(on: string, nextToken: unknown) {
    const all = this.comments.filter((comment) => comment.on === on);
    const { page, nextToken: next } = pageOf(all, nextToken);
    const threads = page.map((comment) => {
      const { beforeCommitId, afterCommitId } = comment;
      return { repositoryName: this.name, beforeCommitId, afterCommitId, comments: [shown(comment)] };
    });
    return { page: threads, nextToken: next };
  }

  #post(on: string, input: Input) {
    const { beforeCommitId, afterCommitId, content, clientRequestToken } = input;
    if (!this.commits.has(String(afterCommitId))) throw new ServiceError('CommitDoesNotExistException');
    if (beforeCommitId === afterCommitId) throw new ServiceError('BeforeCommitIdAndAfterCommitIdAreSameException');
    const request = JSON.stringify(input);
    const token = String(clientRequestToken);
    let comment = this.comments.find((one) => one.clientRequestToken === token);
    if (comment && comment.request !== request) throw new ServiceError('IdempotencyParameterMismatchException');
    comment ??= this.say(on, sized(content), {
      clientRequestToken: token,
      request,
      ...commits(beforeCommitId, afterCommitId),
    });
    return { repositoryName: this.name, beforeCommitId, afterCommitId, comment: shown(comment) };
  }

  say(on: string, content: string, about: Partial<FakeComment> = {}): FakeComment {
    const made: FakeComment = {
      commentId: `comment-${this.comments.length + 1}`,
      content,
      authorArn: us,
      deleted: false,
      clientRequestToken: '',
      request: '',
      on,
      ...commits(undefined, '0'.repeat(40)),
      ...about,
    };
    this.comments.push(made);
    return made;
  }
}

function commits(before: unknown, after: unknown) {
  return { beforeCommitId: before === undefined ? undefined : String(before), afterCommitId: String(after) };
}

function shown({ commentId, content, authorArn, deleted, clientRequestToken }: FakeComment) {
  const dates = { creationDate: 1_700_000_000, lastModifiedDate: 1_700_000_000 };
  // A deleted comment has lost its content, and stays in the list.
  return { commentId, content: deleted ? undefined : content, authorArn, deleted, clientRequestToken, ...dates };
}

function sized(content: unknown): string {
  if (String(content).length > 10_240) throw new ServiceError('CommentContentSizeLimitExceededException');
  return String(content);
}

function pageOf<Item>(all: Item[], token: unknown): { page: Item[]; nextToken: string | undefined } {
  const from = token === undefined ? 0 : Number(token);
  const to = from + pageSize;
  return { page: all.slice(from, to), nextToken: to < all.length ? String(to) : undefined };
}

function sha1(content: string | Buffer): string {
  return createHash('sha1').update(content).digest('hex');
}
