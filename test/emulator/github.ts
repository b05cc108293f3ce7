import { readdirSync, readFileSync } from 'node:fs';
import { request } from 'node:https';
import { join, relative } from 'node:path';
import { CreateSecretCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { serveCode } from '../bench/support/code-load.ts';
import { GitHubRepository } from '../fakes/github-repository.ts';
import { GitHubServer } from '../fakes/github-server.ts';
import { posted, webhookSecret } from '../support/lambda/github-delivery.ts';
import type { Reach } from './deployed.ts';

const secretName = 'signalbox/iris/github';
/** What connects the repository when the app is synthesized. */
export const connection = ['repository=octo/iris', `webhookSecret=${secretName}`, `token=${secretName}`].flatMap(
  (setting) => ['--context', setting],
);
/** Into every function: what is meant for GitHub's API goes to this machine's. */
export const redirect = join(import.meta.dirname, '../bench/support/redirect-github.mjs');

/** GitHub as the pipeline sees it, with one repository, `octo/iris`. */
export class GitHub {
  readonly server: GitHubServer;
  readonly repository: GitHubRepository;

  private constructor(server: GitHubServer) {
    this.server = server;
    this.repository = new GitHubRepository(server);
  }

  static async start(): Promise<GitHub> {
    return new GitHub(await new GitHubServer().start());
  }

  /** Each commit is the workload in this folder, with a file of its own. */
  serve(folder: string): void {
    const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
    const paths = entries.map(({ parentPath, name }) => join(parentPath, name));
    serveCode(
      this.server,
      Object.fromEntries(paths.map((path) => [relative(folder, path), readFileSync(path, 'utf8')])),
    );
  }

  /** The secret that signs webhooks and the token, in one. */
  async keepSecrets(reach: Reach): Promise<void> {
    const SecretString = JSON.stringify({ current: webhookSecret, token: 'github_pat_0123456789abcdef0123' });
    await new SecretsManagerClient(reach).send(new CreateSecretCommand({ Name: secretName, SecretString }));
  }

  /** Sends a delivery to a function URL of the emulator, as GitHub signs it; answers with the status. */
  deliver(
    { endpoint, requestHandler }: Reach,
    url: string,
    event: string,
    body: object,
    secret?: string,
  ): Promise<number | undefined> {
    const delivery = posted({ event, body, ...(secret === undefined ? {} : { secret }) });
    const { host } = new URL(url);
    return new Promise((resolve, reject) => {
      const asked = request(
        endpoint,
        {
          method: 'POST',
          headers: { ...delivery.headers, host },
          agent: requestHandler.httpsAgent,
          servername: 'localhost',
        },
        (answer) => {
          answer.resume();
          resolve(answer.statusCode);
        },
      );
      asked.on('error', reject);
      asked.end(delivery.body);
    });
  }

  stop(): Promise<void> {
    return this.server.stop();
  }
}
