import { runCli } from '../../../lib/cli/cli.ts';
import { GitHubServer, Raw } from '../../fakes/github-server.ts';
import { fakePlace, fakeTerminal } from '../fake-place.ts';

const secret = 'github_pat_11AAAAAAA0verySecretIndeed';

async function doctor(args: string[], env: Record<string, string> = { GITHUB_TOKEN: secret }) {
  const { dependencies, written } = fakeTerminal({ env });
  const code = await runCli(['github', 'doctor', ...args], { ...dependencies, openPlace: async () => fakePlace() });
  return { code, ...written };
}

test('each finding is a line with a mark, and with how to mend it where it is not well', async () => {
  const server = await new GitHubServer().start();
  server.on('GET /repos/{owner}/{repo}', () => [404, { message: `Not Found ${secret}` }]);
  const args = ['--repository', 'octo/iris', '--api-url', server.url];
  const { code, out } = await doctor(args);
  const json = await doctor([...args, '--json']);
  await server.stop();
  expect(code).toBe(1);
  expect(out).toMatch(/^✕ repository {10}GET \/repos\/\{owner\}\/\{repo\} of octo\/iris: GitHub answered 404/);
  expect(out).toContain('Mend the name or the credentials first.');
  expect(JSON.parse(json.out)).toMatchObject([{ check: 'repository', state: 'bad' }]);
  expect(out + json.out).not.toContain(secret);
});

test('trouble on the way is ours, not a finding', async () => {
  const server = await new GitHubServer().start();
  server.on('GET /repos/{owner}/{repo}', () => new Raw(200, {}, 'no JSON'));
  const { code, err } = await doctor(['--repository', 'octo/iris', '--api-url', server.url]);
  await server.stop();
  expect([code, err]).toEqual([70, expect.stringContaining('[github-bad-answer]')]);
});

test.each([
  [['--repository', 'octo/iris'], {}, 'GITHUB_TOKEN holds no token'],
  [['--repository', 'octo/iris', '--token-env', 'MY'], { GITHUB_TOKEN: secret }, 'MY holds no token'],
  [['--repository', 'octo'], {}, 'owner/name'],
  [[], {}, '--repository'],
])('what is missing is asked for: %j', async (args, env, words) => {
  const { code, err } = await doctor(args, env);
  expect(code).toBe(64);
  expect(err).toContain(words);
});
