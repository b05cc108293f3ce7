import type { aws_secretsmanager as secretsmanager } from 'aws-cdk-lib';
import { environment } from '../../core/environment.ts';
import { InputError } from '../../core/errors.ts';
import { readSecret, secretIdOf } from '../secrets.ts';
import { GitHubTrigger } from '../triggers/github.ts';
import { branchOf, folderOf } from './checks.ts';
import type { RepositoryKind } from './repository.ts';

export interface GitHubOptions {
  /** `owner/name`. */
  repository: string;
  /**
   * The branch that is released, and that pull requests go into.
   * @default main
   */
  branch?: string;
  /**
   * Folder of the workload, with its `signalbox.yaml`.
   * @default the root of the repository
   */
  folder?: string;
  /** JSON `{"current": "…", "previous": "…"}`: what GitHub signs its webhooks with; `previous` is for a rotation and may be missing. */
  webhookSecret: secretsmanager.ISecret;
  /** JSON `{"token": "github_pat_…"}`, or `{"appId", "installationId", "privateKey"}` of a GitHub App. */
  token: secretsmanager.ISecret;
  /**
   * What stands before the version in a release's tag.
   * @default <pipeline>-v, e.g. iris-v1.4.0
   */
  tagPrefix?: string;
  /**
   * Whether pull requests of forks are run. Their code runs in builds without secrets, as that of every pull request.
   * @default refuse: the check says that a maintainer must push the branch
   */
  forks?: 'refuse' | 'run';
  /**
   * How many webhooks are looked at at once, 1 to 100: they are taken out of what the account lets all functions run at once, so
   * that a flood of forgeries can neither cost more nor take the place of the model that serves. Lambda leaves at least 100 to the
   * other functions: an account that may run fewer than that, as a new one, needs a higher quota, or 'unreserved'.
   * @default 10, which answer hundreds a second
   */
  webhookConcurrency?: number | 'unreserved';
}

/** A repository on GitHub, which tells of pushes and pull requests by webhook. */
export function gitHub(options: GitHubOptions): RepositoryKind {
  const { repository, webhookSecret, token, tagPrefix, forks = 'refuse', webhookConcurrency = 10 } = checked(options);
  const name = 'Repository.gitHub';
  const facts = { branch: branchOf(name, options.branch ?? 'main'), folder: folderOf(name, options.folder) };
  return {
    runsForks: forks === 'run',
    variables: {
      [environment.codeHost]: 'github',
      [environment.codeRepository]: repository,
      [environment.codeBranch]: facts.branch,
      [environment.codeFolder]: facts.folder,
      [environment.codeForks]: forks,
      [environment.codeTokenArn]: token.secretArn,
      ...(tagPrefix === undefined ? {} : { [environment.codeTagPrefix]: tagPrefix }),
    },
    grant: (role) => readSecret(token, role),
    bind({ scope, functions }) {
      // It is told nothing of the store or the token, which it has no business with.
      const { webhook } = functions(['webhook'], {
        [environment.codeRepository]: repository,
        [environment.codeBranch]: facts.branch,
        [environment.codeFolder]: facts.folder,
        [environment.webhookSecretArn]: webhookSecret.secretArn,
      });
      if (webhook.role) readSecret(webhookSecret, webhook.role);
      const { url } = new GitHubTrigger(scope, webhook, webhookConcurrency);
      const secrets = { webhookSecretArn: secretIdOf(webhookSecret), tokenArn: secretIdOf(token) };
      return { host: 'github', name: repository, ...facts, webhookUrl: url, ...secrets };
    },
  };
}

function checked(options: GitHubOptions): GitHubOptions {
  const { repository, webhookSecret, token, tagPrefix = '', webhookConcurrency: atOnce = 10 } = options;
  if (!/^[A-Za-z0-9](?:[A-Za-z0-9-]{0,38})\/[A-Za-z0-9._-]{1,100}$/.test(repository))
    throw new InputError(
      'repository-invalid',
      `Repository.gitHub: repository: got ${JSON.stringify(repository)}; allowed: owner/name`,
    );
  const missing = Object.entries({ webhookSecret, token }).flatMap(([secret, given]) => (given ? [] : [secret]));
  if (missing.length > 0)
    throw new InputError(
      'repository-needs-secrets',
      `Repository.gitHub: ${repository} needs ${missing.join(' and ')}: without them nobody can tell its webhooks from forged ones, read its code or answer its pull requests`,
    );
  if (!/^[A-Za-z0-9._/-]{0,60}$/.test(tagPrefix))
    throw new InputError(
      'tag-prefix-invalid',
      `Repository.gitHub: tagPrefix: got ${JSON.stringify(tagPrefix)}; allowed: up to 60 of A-Z, a-z, 0-9, ., _, / and -`,
    );
  if (atOnce !== 'unreserved' && !(Number.isInteger(atOnce) && atOnce >= 1 && atOnce <= 100))
    throw new InputError(
      'out-of-range',
      `Repository.gitHub: webhookConcurrency: got ${JSON.stringify(atOnce)}; allowed: 1 to 100, or 'unreserved'`,
    );
  return options;
}
