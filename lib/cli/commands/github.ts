import { setTimeout as sleep } from 'node:timers/promises';
import { Argument, InvalidArgumentError } from 'commander';
import type { Finding } from '../../aws/github/doctor/finding.ts';
import { UsageError } from '../../core/errors.ts';
import type { Exit } from '../exit-codes.ts';
import type { Paint } from '../print/paint.ts';
import { oneLine } from '../print/printable.ts';
import type { CliCommand, CliOptions, Session } from './command.ts';

export const github: CliCommand = {
  name: 'github',
  summary: 'Look whether a repository on GitHub is connected as it should be; nothing is changed.',
  examples: [
    'signalbox github doctor --repository octo/iris',
    'signalbox github doctor --repository octo/iris --webhook-url https://abc.lambda-url.eu-west-1.on.aws/ --json',
  ],
  exits: ['pass', 'fail', 'inconclusive', 'usage', 'input', 'ours'],
  harmless: true,
  hereOnly: true,
  configure: (command) => {
    command
      .addArgument(new Argument('<what>', 'what to do').choices(['doctor']))
      .requiredOption('--repository <owner/name>', 'the repository that is connected', repository)
      .option('--branch <name>', 'the branch that is released', 'main')
      .option('--check <name>', 'the required check; `signalbox/<pipeline>` for a workload in a folder', 'signalbox')
      .option('--token-env <name>', 'variable with the token, or with the JSON of its secret', 'GITHUB_TOKEN')
      .option('--webhook-url <url>', 'where GitHub should deliver to (default: any function URL)', url)
      .option('--api-url <url>', 'API of a GitHub Enterprise Server (default: https://api.github.com)', url);
  },
  act: async (session, _args, options) => {
    const findings = await examined(session, options);
    const { print } = session;
    if (options.json) print.json(findings);
    else print.lines(findings.flatMap((finding) => findingLines(finding, print.paint)));
    return exitOf(findings);
  },
};

/** Octokit is loaded by the one command that needs it. */
async function examined({ env, clock }: Session, options: CliOptions): Promise<Finding[]> {
  const {
    repository: name = '',
    branch = 'main',
    check = 'signalbox',
    tokenEnv = '',
    webhookUrl = null,
    apiUrl,
  } = options;
  const text = env[tokenEnv]?.trim();
  if (!text)
    throw new UsageError(
      'token-missing',
      `The variable ${tokenEnv} holds no token; set it, or name another with --token-env.`,
    );
  const { GitHubClient } = await import('../../aws/github/client.ts');
  const { parseCredentials } = await import('../../aws/github/credentials.ts');
  const { examine } = await import('../../aws/github/doctor/doctor.ts');
  const named = `the variable ${tokenEnv}`;
  const given = parseCredentials(text.startsWith('{') ? text : JSON.stringify({ token: text }), named);
  const credentials = { named, read: async () => given };
  const client = new GitHubClient({ repository: name, credentials, apiUrl, clock, sleep });
  return examine({ client, branch, check, webhookUrl, now: clock.now() });
}

function findingLines({ check, state, sentence, mend }: Finding, paint: Paint): string[] {
  const mark = { ok: paint.good('✓'), bad: paint.bad('✕'), unknown: paint.unsure('?') }[state];
  const line = `${mark} ${check.padEnd(19)} ${oneLine(sentence)}`;
  return mend === null ? [line] : [line, `  ${''.padEnd(19)} ${paint.quiet(oneLine(mend))}`];
}

/** What could not be seen is not known to be well. */
function exitOf(findings: Finding[]): Exit {
  if (findings.some(({ state }) => state === 'bad')) return 'fail';
  return findings.some(({ state }) => state === 'unknown') ? 'inconclusive' : 'pass';
}

function repository(text: string): string {
  if (/^[\w.-]{1,39}\/[\w.-]{1,100}$/.test(text)) return text;
  throw new InvalidArgumentError('It is written owner/name.');
}

function url(text: string): string {
  if (URL.canParse(text) && /^https?:$/.test(new URL(text).protocol)) return text;
  throw new InvalidArgumentError('A URL that begins with https:// is allowed.');
}
