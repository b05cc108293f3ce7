import { type CodeChange, changeIdentity, codeChangeSchema } from '../../../lib/core/code-change.ts';
import { hear } from '../../../lib/core/github/events.ts';
import type { GitHubServer } from '../../fakes/github-server.ts';
import { Raw } from '../../fakes/github-server.ts';
import { posted } from '../../support/lambda/github-delivery.ts';
import { tarball } from './tarball.ts';

export const connected = { repository: 'octo/iris', branch: 'main', check: 'signalbox' };

/** 500 pull requests, 100 pushes with force, 100 checks that are asked for again: each another change. */
export function distinctDeliveries(): Array<{ event: string; body: object }> {
  const repository = { id: 1, full_name: connected.repository };
  const sender = { login: 'octocat' };
  const pulls = Array.from({ length: 500 }, (_, index) => ({
    event: 'pull_request',
    body: {
      action: index % 2 ? 'opened' : 'synchronize',
      pull_request: {
        number: index + 1,
        title: `Change ${index}`,
        user: sender,
        head: { sha: shaOf('a', index), repo: { id: 1 } },
        base: { ref: 'main' },
      },
      repository,
    },
  }));
  const pushes = Array.from({ length: 100 }, (_, index) => ({
    event: 'push',
    body: {
      ref: 'refs/heads/main',
      after: shaOf('b', index),
      deleted: false,
      head_commit: { message: `feat: change ${index}`, author: { name: 'octocat' } },
      repository,
    },
  }));
  const again = Array.from({ length: 100 }, (_, index) => ({
    event: 'check_run',
    body: {
      action: 'rerequested',
      check_run: {
        id: index + 1,
        name: 'signalbox',
        head_sha: shaOf('b', index),
        completed_at: '2026-01-01T00:00:00Z',
        check_suite: { head_branch: 'main' },
        pull_requests: [],
      },
      repository,
      sender,
    },
  }));
  return [...pulls, ...pushes, ...again];
}

/** Identities of the changes that these deliveries are. */
export function expectedChanges(deliveries: Array<{ event: string; body: object }>): Set<string> {
  const changes = deliveries.flatMap(({ event, body }): CodeChange[] => {
    const heard = hear(event, body, connected);
    return 'change' in heard ? [codeChangeSchema.parse(heard.change)] : [];
  });
  return new Set(changes.map(changeIdentity));
}

export const signed = ({ event, body }: { event: string; body: object }) => posted({ event, body });

/** Every commit is the workload with a file of its own; none follows another, as after pushes with force. */
export function serveCode(server: GitHubServer, workload: Record<string, string>): void {
  const repo = 'GET /repos/{owner}/{repo}';
  server.on(`${repo}/tarball/{ref}`, ({ path }) => {
    const body = tarball({ ...workload, 'commit.txt': path.ref ?? '' });
    return new Raw(200, { 'content-type': 'application/x-gzip' }, body);
  });
  server.on(`${repo}/compare/{basehead}`, ({ path }) => {
    const sha = String(path.basehead).split('...')[1] ?? '';
    const commit = { message: 'feat: a change', author: { name: 'octocat' } };
    return [200, { status: 'diverged', total_commits: 1, commits: [{ sha, commit }] }];
  });
}

function shaOf(kind: string, index: number): string {
  return `${kind}${index.toString(16).padStart(39, '0')}`;
}
