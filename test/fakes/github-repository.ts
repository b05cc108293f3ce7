import { type Call, type GitHubServer, page, type Reply } from './github-server.ts';

type Fields = Record<string, unknown>;
interface Numbered extends Fields {
  id: number;
}

export const me = { id: 7, login: 'signalbox-bot' };
export const appId = 4242;

/** The state of one repository as far as reports change it, behind the routes of a server. */
export class GitHubRepository {
  readonly checkRuns: Numbered[] = [];
  readonly statuses: Numbered[] = [];
  readonly comments: Numbered[] = [];
  readonly deployments: Numbered[] = [];
  readonly deploymentStatuses: Numbered[] = [];
  readonly releases: Numbered[] = [];
  /** Commit by tag. */
  readonly tags = new Map<string, string>();
  /** Head of every pull request. */
  head = 'a'.repeat(40);
  private last = 100;

  constructor(server: GitHubServer) {
    const repo = '/repos/{owner}/{repo}';
    server
      .on('POST /app/installations/{installation_id}/access_tokens', () => [
        201,
        { token: 'ghs_installationTokenForTests', expires_at: '2099-01-01T00:00:00Z', permissions: {} },
      ])
      .on('GET /user', () => [200, me])
      .on(`GET ${repo}/commits/{ref}/check-runs`, (call) => this.listCheckRuns(call))
      .on(`POST ${repo}/check-runs`, ({ body }) => [201, this.add(this.checkRuns, checkRun(body))])
      .on(`PATCH ${repo}/check-runs/{check_run_id}`, ({ path, body }) =>
        this.change(this.checkRuns, path.check_run_id, checkRun(body)),
      )
      .on(`GET ${repo}/commits/{ref}/statuses`, (call) =>
        page(
          call,
          this.statuses
            .filter(({ sha }) => sha === call.path.ref)
            .map(without('sha'))
            .reverse(),
        ),
      )
      .on(`POST ${repo}/statuses/{sha}`, ({ path, body }) => [
        201,
        without('sha')(this.add(this.statuses, { ...body, sha: path.sha })),
      ])
      .on(`GET ${repo}/pulls/{pull_number}`, () => [200, { head: { sha: this.head } }])
      .on(`GET ${repo}/issues/{issue_number}/comments`, (call) => page(call, this.comments))
      .on(`POST ${repo}/issues/{issue_number}/comments`, ({ body, headers }) => [
        201,
        this.add(this.comments, { ...body, ...authorOf(headers.authorization) }),
      ])
      .on(`PATCH ${repo}/issues/comments/{comment_id}`, ({ path, body }) =>
        this.change(this.comments, path.comment_id, body),
      )
      .on(`DELETE ${repo}/issues/comments/{comment_id}`, ({ path }) => this.remove(this.comments, path.comment_id));
    this.deploys(server, repo).releasing(server, repo);
  }

  private deploys(server: GitHubServer, repo: string): this {
    server
      .on(`GET ${repo}/deployments`, (call) =>
        page(
          call,
          this.deployments.filter((d) =>
            ['sha', 'environment', 'task'].every((key) => (call.query.get(key) ?? d[key]) === d[key]),
          ),
        ),
      )
      .on(`POST ${repo}/deployments`, ({ body }) => {
        const { ref, task, environment } = body;
        return [201, this.add(this.deployments, { sha: ref, ref, task, environment })];
      })
      .on(`GET ${repo}/deployments/{deployment_id}/statuses`, (call) =>
        page(
          call,
          this.deploymentStatuses
            .filter(({ deployment }) => deployment === Number(call.path.deployment_id))
            .map(without('deployment'))
            .reverse(),
        ),
      )
      .on(`POST ${repo}/deployments/{deployment_id}/statuses`, ({ path, body }) => [
        201,
        without('deployment')(this.add(this.deploymentStatuses, { ...body, deployment: Number(path.deployment_id) })),
      ]);
    return this;
  }

  private releasing(server: GitHubServer, repo: string): this {
    const byTag = (tag: unknown) => this.releases.find(({ tag_name }) => tag_name === tag);
    server
      .on(`GET ${repo}/releases/tags/{tag}`, ({ path }) => found(byTag(path.tag)))
      .on(`POST ${repo}/releases`, ({ body }) => {
        if (byTag(body.tag_name)) return [422, { message: 'Validation Failed', errors: [{ code: 'already_exists' }] }];
        this.tags.set(body.tag_name, this.tags.get(body.tag_name) ?? body.target_commitish);
        return [201, this.add(this.releases, body)];
      })
      .on(`PATCH ${repo}/releases/{release_id}`, ({ path, body }) => this.change(this.releases, path.release_id, body))
      .on(`GET ${repo}/commits/{ref}`, ({ path }) => {
        const sha = this.tags.get((path.ref ?? '').replace(/^tags\//, ''));
        return sha === undefined ? [422, { message: `No commit found for SHA: ${path.ref}` }] : [200, { sha }];
      });
    return this;
  }

  private listCheckRuns(call: Call): Reply {
    const runs = this.checkRuns.filter(
      ({ head_sha, name }) => head_sha === call.path.ref && name === call.query.get('check_name'),
    );
    return page(call, runs, (check_runs) => ({ total_count: runs.length, check_runs }));
  }

  add(to: Numbered[], fields: Fields): Numbered {
    this.last += 1;
    const made = { ...fields, id: this.last };
    to.push(made);
    return made;
  }

  private change(all: Numbered[], id: string | undefined, fields: Fields): Reply {
    const one = all.find((entry) => entry.id === Number(id));
    return found(one && Object.assign(one, fields));
  }

  private remove(all: Numbered[], id: string | undefined): Reply {
    const at = all.findIndex((entry) => entry.id === Number(id));
    if (at < 0) return [404, { message: 'Not Found' }];
    all.splice(at, 1);
    return [204];
  }
}

function found(value: unknown): Reply {
  return value === undefined ? [404, { message: 'Not Found' }] : [200, value];
}

const without =
  (name: string) =>
  (entry: Fields): Fields =>
    Object.fromEntries(Object.entries(entry).filter(([key]) => key !== name));

/** GitHub fills in what an unfinished run has not. */
function checkRun(body: Fields): Fields {
  return { conclusion: null, ...body };
}

function authorOf(authorization = ''): Fields {
  const byApp = authorization.includes('ghs_');
  return { user: me, ...(byApp ? { performed_via_github_app: { id: appId } } : {}) };
}
