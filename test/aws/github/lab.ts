import { generateKeyPairSync } from 'node:crypto';
import { GitHubClient } from '../../../lib/aws/github/client.ts';
import type { GitHubCredentials } from '../../../lib/aws/github/credentials.ts';
import type { CodeChange } from '../../../lib/core/code-change.ts';
import { appId, GitHubRepository } from '../../fakes/github-repository.ts';
import { GitHubServer } from '../../fakes/github-server.ts';

export const sha = 'a'.repeat(40);

export const change: CodeChange = {
  kind: 'pull_request',
  host: 'github',
  repository: 'octo/iris',
  branch: 'main',
  commit: sha,
  pullRequest: { number: '17', title: 'More petals', fork: false },
  title: 'More petals',
  author: 'octocat',
  again: null,
};

export const token: GitHubCredentials = { kind: 'token', token: 'github_pat_11AAAAAAA0verySecretIndeed' };

const { privateKey } = generateKeyPairSync('rsa', {
  modulusLength: 2_048,
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  publicKeyEncoding: { type: 'spki', format: 'pem' },
});
export const app: GitHubCredentials = { kind: 'app', appId, installationId: 99, privateKey };

/** A fake GitHub for the tests of one file; each test gets a fresh repository, and may not have called what is not documented. */
export function lab() {
  const servers: GitHubServer[] = [];
  const waits: number[] = [];
  const reads: boolean[] = [];
  afterEach(async () => {
    const all = servers.splice(0);
    await Promise.all(all.map((server) => server.stop()));
    waits.length = 0;
    reads.length = 0;
    expect(all.flatMap(({ violations }) => violations)).toEqual([]);
  });
  return {
    /** Milliseconds that were waited. */
    waits,
    /** How credentials were read: freshly or not. */
    reads,
    async open(credentials: GitHubCredentials = token, options: { timeLimitMs?: number } = {}) {
      const server = await new GitHubServer().start();
      servers.push(server);
      const client = new GitHubClient({
        repository: 'octo/iris',
        apiUrl: server.url,
        credentials: {
          named: 'the secret signalbox/github',
          read: async (fresh) => {
            reads.push(fresh);
            return credentials;
          },
        },
        sleep: async (milliseconds) => void waits.push(milliseconds),
        clock: { now: () => new Date('2026-11-23T09:00:00Z') },
        ...options,
      });
      return { server, repository: new GitHubRepository(server), client };
    },
  };
}
