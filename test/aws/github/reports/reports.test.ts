import { GitHubReports } from '../../../../lib/aws/github/reports/reports.ts';
import { me } from '../../../fakes/github-repository.ts';
import { app, change, lab, sha, token } from '../lab.ts';

const { open } = lab();
const named = { pipeline: 'iris', check: 'signalbox', tagPrefix: 'v' };
const said = { runId: 'pull-request-aa-1', title: 'running', summary: 'so it is' };
const marker = '<!-- signalbox:iris -->';

async function reporting(credentials = token) {
  const opened = await open(credentials);
  return { ...opened, reports: new GitHubReports(opened.client, named) };
}

describe('a check', () => {
  test('is a check run for an App, one a run, from running to its end', async () => {
    const { reports, repository } = await reporting(app);
    await reports.check(change, 'running', said);
    await reports.check(change, 'passed', { ...said, title: 'passed' });
    expect(repository.checkRuns).toMatchObject([
      { name: 'signalbox', head_sha: sha, external_id: said.runId, status: 'completed', conclusion: 'success' },
    ]);
  });

  test('goes over to the next attempt while it is open, and a new asking gets one of its own', async () => {
    const { reports, repository } = await reporting(app);
    await reports.check(change, 'running', said);
    await reports.check(change, 'failed', { ...said, runId: 'pull-request-aa-2' });
    await reports.check(change, 'running', { ...said, runId: 'pull-request-bb-1' });
    expect(repository.checkRuns.map(({ external_id, conclusion }) => [external_id, conclusion])).toEqual([
      ['pull-request-aa-2', 'failure'],
      ['pull-request-bb-1', null],
    ]);
  });

  test('that two reporters made at once says the same in both: whichever GitHub counts, it is not left open', async () => {
    const { reports, repository } = await reporting(app);
    await Promise.all([reports.check(change, 'running', said), reports.check(change, 'failed', said)]);
    await reports.check(change, 'failed', said);
    expect(repository.checkRuns).toHaveLength(2);
    expect(new Set(repository.checkRuns.map(({ conclusion }) => conclusion))).toEqual(new Set(['failure']));
  });

  test.each(['failed', 'broken', 'superseded', 'refused'] as const)(
    'that %s never meets a required check',
    async (state) => {
      const { reports, repository } = await reporting(app);
      await reports.check(change, state, said);
      expect(['success', 'neutral', 'skipped']).not.toContain(repository.checkRuns[0]?.conclusion);
    },
  );

  test('is a commit status for a token, and cut to what GitHub takes', async () => {
    const { reports, repository } = await reporting();
    await reports.check(change, 'broken', { ...said, title: '🚂'.repeat(100) });
    expect(repository.statuses).toMatchObject([{ sha, context: 'signalbox', state: 'error' }]);
    expect(String(repository.statuses[0]?.description)).toMatch(/^(🚂)+…$/u);
  });

  test.each([app, token])('that was said is not said again ($kind)', async (credentials) => {
    const { reports, server } = await reporting(credentials);
    for (let time = 0; time < 3; time += 1) await reports.check(change, 'failed', said);
    expect(server.writes()).toHaveLength(1);
  });

  test('longer than GitHub takes is cut with a note', async () => {
    const { reports, repository } = await reporting(app);
    await reports.check(change, 'failed', { ...said, title: 'x'.repeat(500), summary: 'y'.repeat(70_000) });
    const [{ output } = { output: {} }] = repository.checkRuns;
    const { title, summary } = output as { title: string; summary: string };
    expect([title.length, summary.length]).toEqual([140, 65_535]);
    expect(summary).toContain('The whole of it is in the report');
  });
});

describe('the comment', () => {
  test.each([app, token])(
    'is one, updated in place, and left alone when nothing changed ($kind)',
    async (credentials) => {
      const { reports, repository, server } = await reporting(credentials);
      await reports.comment(change, 'first');
      await reports.comment(change, 'second');
      await reports.comment(change, 'second');
      expect(repository.comments.map(({ body }) => body)).toEqual([`${marker}\nsecond`]);
      expect(server.writes()).toHaveLength(2);
    },
  );

  test("of somebody who copied our marker is theirs, and another pipeline's is that one's", async () => {
    const { reports, repository } = await reporting();
    repository.add(repository.comments, { body: `${marker}\nhello`, user: { id: 666, login: 'mallory' } });
    repository.add(repository.comments, { body: '<!-- signalbox:wine -->\nwine', user: me });
    await reports.comment(change, 'ours');
    expect(repository.comments.map(({ body }) => body)).toEqual([
      `${marker}\nhello`,
      '<!-- signalbox:wine -->\nwine',
      `${marker}\nours`,
    ]);
  });

  test('is found behind many others', async () => {
    const { reports, repository } = await reporting();
    for (let i = 0; i < 250; i += 1) repository.add(repository.comments, { body: `${i}`, user: me });
    await reports.comment(change, 'one');
    await reports.comment(change, 'two');
    expect(repository.comments.filter(({ body }) => String(body).startsWith(marker))).toHaveLength(1);
  });

  test('told by two at once ends as one, the oldest', async () => {
    const { reports, repository } = await reporting();
    await Promise.all([1, 2, 3].map(() => reports.comment(change, 'same')));
    expect(repository.comments).toMatchObject([{ body: `${marker}\nsame` }]);
  });

  test('is cut to 65,536 characters', async () => {
    const { reports, repository } = await reporting();
    await reports.comment(change, 'z'.repeat(80_000));
    expect(String(repository.comments[0]?.body)).toHaveLength(65_536);
  });

  test('of a commit that is no longer the newest is not written over that one', async () => {
    const { reports, repository, server } = await reporting();
    repository.head = 'b'.repeat(40);
    await reports.comment(change, 'late');
    expect(server.writes()).toEqual([]);
  });

  test('of a push is none', async () => {
    const { reports, server } = await reporting();
    await reports.comment({ ...change, kind: 'push', pullRequest: null }, 'nobody reads it');
    expect(server.calls).toEqual([]);
  });
});

describe('a deployment', () => {
  const told = { runId: 'push-aa-1', version: '1.2.0', sentence: 'released' };

  test('is one a commit, with a status for each thing that happened, once', async () => {
    const { reports, repository, server } = await reporting();
    await reports.deployment(change, 'in_progress', told);
    await reports.deployment(change, 'in_progress', told);
    await reports.deployment(change, 'success', told);
    await reports.deployment(change, 'success', told);
    expect(repository.deployments).toMatchObject([{ sha, environment: 'production', task: 'deploy:iris' }]);
    expect(repository.deploymentStatuses.map(({ state }) => state)).toEqual(['in_progress', 'success']);
    expect(server.writes()).toHaveLength(3);
  });

  test('that a newer one put aside is not brought back', async () => {
    const { reports, repository } = await reporting();
    await reports.deployment(change, 'success', told);
    const [first] = repository.deployments;
    repository.add(repository.deploymentStatuses, { deployment: first?.id, state: 'inactive', description: '' });
    await reports.deployment(change, 'success', told);
    expect(repository.deploymentStatuses.map(({ state }) => state)).toEqual(['success', 'inactive']);
  });
});

describe('a release', () => {
  const release = { version: '1.2.0', notes: '### Changed\n\n- better', prerelease: false };

  test('is made once, at its commit', async () => {
    const { reports, repository, server } = await reporting();
    await reports.release(change, release);
    await reports.release(change, release);
    expect(repository.releases).toMatchObject([
      { tag_name: 'v1.2.0', target_commitish: sha, name: 'iris 1.2.0', body: `${marker}\n${release.notes}` },
    ]);
    expect(server.writes()).toHaveLength(1);
  });

  test('of ours follows its notes', async () => {
    const { reports, repository } = await reporting();
    await reports.release(change, release);
    await reports.release(change, { ...release, notes: 'told better' });
    expect(repository.releases).toMatchObject([{ body: `${marker}\ntold better` }]);
  });

  test('made by another reporter in between is taken for ours', async () => {
    const { reports, repository, server } = await reporting();
    server.fail('GET /repos/{owner}/{repo}/releases/tags/{tag}', [404]);
    const body = `${marker}\n${release.notes}`;
    repository.add(repository.releases, { tag_name: 'v1.2.0', name: 'iris 1.2.0', body, prerelease: false });
    await reports.release(change, release);
    expect(repository.releases).toHaveLength(1);
  });

  test("of somebody else's, and a tag on another commit, are left alone with a word", async () => {
    const { reports, repository } = await reporting();
    repository.tags.set('v1.2.0', 'b'.repeat(40));
    await expect(reports.release(change, release)).rejects.toMatchObject({ code: 'repository-tag-taken' });
    repository.add(repository.releases, { tag_name: 'v1.2.0', name: 'by hand', body: 'mine' });
    await expect(reports.release(change, release)).rejects.toMatchObject({ code: 'repository-tag-taken' });
    expect(repository.releases).toMatchObject([{ body: 'mine' }]);
  });
});
