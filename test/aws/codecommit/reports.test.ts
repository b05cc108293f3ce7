import type { CodeCommitClient } from '@aws-sdk/client-codecommit';
import { CodeCommitReports } from '../../../lib/aws/codecommit/reports.ts';
import type { CheckState } from '../../../lib/code-host-ports.ts';
import type { CodeChange } from '../../../lib/core/code-change.ts';
import type { FakePullRequest } from '../../fakes/codecommit-repository.ts';
import { CodeCommitServer } from '../../fakes/codecommit-server.ts';

const said = { runId: 'pull-request-1', title: 'Accuracy fell', summary: '0.91, at least 0.95' };
const stranger = 'arn:aws:iam::123456789012:user/Mallory';

let server: CodeCommitServer;
let client: CodeCommitClient;
let reports: CodeCommitReports;
let main: string;
let pullRequest: FakePullRequest;
let change: CodeChange;
let push: CodeChange;

beforeEach(async () => {
  server = new CodeCommitServer();
  client = await server.start();
  reports = new CodeCommitReports(client, 'iris');
  const root = server.repository.commit({});
  main = server.repository.commit({}, [root]);
  server.repository.branches.set('main', main);
  pullRequest = server.repository.pullRequest('17', { sourceCommit: server.repository.commit({}, [main]) });
  const ofMain = {
    host: 'codecommit',
    repository: 'iris',
    branch: 'main',
    title: '',
    author: '',
    again: null,
  } as const;
  push = { ...ofMain, kind: 'push', commit: main, pullRequest: null };
  const about = { number: '17', title: 'Change 17', fork: false };
  change = { ...ofMain, kind: 'pull_request', commit: pullRequest.sourceCommit, pullRequest: about };
});

afterEach(async () => {
  client.destroy();
  await server.stop();
  expect(server.breaches).toEqual([]);
});

const states = () => [...pullRequest.approvals.values()];
const texts = () => server.repository.comments.map(({ content }) => content);

describe('the check of a pull request', () => {
  test('is an approval of its revision, given once it passed', async () => {
    await reports.check(change, 'running', said);
    expect(states()).toEqual([]);
    await reports.check(change, 'passed', said);
    await reports.check(change, 'passed', said);
    expect(states()).toEqual(['APPROVE']);
    expect(server.calls.at(-1)?.input).toEqual({
      pullRequestId: '17',
      revisionId: pullRequest.revision,
      approvalState: 'APPROVE',
    });
  });

  test.each<CheckState>(['running', 'failed', 'broken', 'refused'])('that is %s takes it back', async (state) => {
    await reports.check(change, 'passed', said);
    await reports.check(change, state, said);
    await reports.check(change, state, said);
    expect(states()).toEqual(['REVOKE']);
  });

  test('of a commit that was overtaken never approves what came after it', async () => {
    pullRequest.sourceCommit = server.repository.commit({}, [main]);
    pullRequest.revision = 'revision-17-2';
    await reports.check(change, 'passed', said);
    await reports.check(change, 'superseded', said);
    expect(states()).toEqual([]);
    expect(server.count('UpdatePullRequestApprovalState')).toBe(0);
  });

  test('that meets a push between look and approval looks again, and approves only its own commit', async () => {
    server.failing('UpdatePullRequestApprovalState', { exception: 'RevisionNotCurrentException' });
    await reports.check(change, 'passed', said);
    expect([states(), server.count('GetPullRequest')]).toEqual([['APPROVE'], 2]);
    const notCurrent = { exception: 'RevisionNotCurrentException' };
    server.failing('UpdatePullRequestApprovalState', notCurrent, notCurrent, notCurrent);
    await expect(reports.check(change, 'passed', said)).rejects.toMatchObject({ name: 'RevisionNotCurrentException' });
  });

  test('of a pull request that was closed, even a moment ago, says nothing', async () => {
    server.failing('UpdatePullRequestApprovalState', { exception: 'PullRequestAlreadyClosedException' });
    await reports.check(change, 'passed', said);
    pullRequest.status = 'CLOSED';
    await reports.check(change, 'passed', said);
    expect(states()).toEqual([]);
  });

  test.each([
    ['PullRequestDoesNotExistException', 'GetPullRequest', 'repository-pull-request'],
    ['PullRequestCannotBeApprovedByAuthorException', 'UpdatePullRequestApprovalState', 'repository-approval'],
    ['MaximumNumberOfApprovalsExceededException', 'UpdatePullRequestApprovalState', 'repository-approval'],
  ])('%s is said in words', async (exception, operation, code) => {
    server.failing(operation, { exception });
    await expect(reports.check(change, 'passed', said)).rejects.toMatchObject({ code, fault: 'input' });
  });

  test('is approved once when the answer to the approval got lost', async () => {
    server.failing('UpdatePullRequestApprovalState', 'lost answer');
    await reports.check(change, 'passed', said);
    expect(states()).toEqual(['APPROVE']);
  });
});

describe('the comment of a pull request', () => {
  test('is made once and updated in place, also over pages of other comments', async () => {
    for (let i = 0; i < 5; i += 1) server.repository.say('pull request 17', `talk ${i}`, { authorArn: stranger });
    await reports.comment(change, 'first');
    await reports.comment(change, 'second');
    await reports.comment(change, 'second');
    expect(texts().slice(5)).toEqual(['second\n\n_signalbox · iris · comment_']);
    expect(server.count('UpdateComment')).toBe(1);
    expect(server.repository.comments.at(-1)).toMatchObject({
      beforeCommitId: pullRequest.destinationCommit,
      afterCommitId: change.commit,
    });
  });

  test('is one when it is told many times at once, by the same and by newer facts', async () => {
    await Promise.all(['a', 'a', 'b', 'a', 'b'].map((text) => reports.comment(change, text)));
    expect(texts().length).toBe(1);
    expect(texts()[0]).toMatch(/^[ab]\n\n_signalbox/);
  });

  test('is one when the answer to its making got lost', async () => {
    server.failing('PostCommentForPullRequest', 'lost answer', { status: 500 });
    await reports.comment(change, 'text');
    expect(texts().length).toBe(1);
  });

  test('stays one over the commits of the pull request, and an older commit says nothing any more', async () => {
    await reports.comment(change, 'of the first commit');
    const next = server.repository.commit({}, [main]);
    pullRequest.sourceCommit = next;
    await reports.comment({ ...change, commit: next }, 'of the second commit');
    await reports.comment(change, 'late news of the first commit');
    expect(texts()).toEqual(['of the second commit\n\n_signalbox · iris · comment_']);
  });

  test('is made anew when somebody deleted it', async () => {
    await reports.comment(change, 'text');
    for (const comment of server.repository.comments) comment.deleted = true;
    await reports.comment(change, 'text');
    await reports.comment(change, 'text');
    expect(server.repository.comments.map(({ deleted }) => deleted)).toEqual([true, false]);
  });

  test("is ours alone: a stranger's copy of our last line is left as it is", async () => {
    server.repository.say('pull request 17', 'LGTM\n\n_signalbox · iris · comment_', { authorArn: stranger });
    await reports.comment(change, 'first');
    await reports.comment(change, 'second');
    expect(texts()).toEqual(['LGTM\n\n_signalbox · iris · comment_', 'second\n\n_signalbox · iris · comment_']);
  });

  test('of two pipelines of one repository are two', async () => {
    await reports.comment(change, 'iris');
    await new CodeCommitReports(client, 'wine').comment(change, 'wine');
    await reports.comment(change, 'iris again');
    expect(texts()).toEqual(['iris again\n\n_signalbox · iris · comment_', 'wine\n\n_signalbox · wine · comment_']);
  });

  test('that is too long is cut, says so, and is found again', async () => {
    await reports.comment(change, '😀'.repeat(10_240));
    await reports.comment(change, `${'😀'.repeat(10_240)}!`);
    expect(texts().length).toBe(1);
    expect(texts()[0]?.length).toBeLessThanOrEqual(10_240);
    expect(texts()[0]).toMatch(/^(?:😀)+\n\n… \(the rest is in the report/u);
  });
});

describe('below a commit', () => {
  test('stands what a push came to nothing by, once, and nothing while it runs or when it passed', async () => {
    await reports.check(push, 'running', said);
    await reports.check(push, 'passed', said);
    expect(texts()).toEqual([]);
    await reports.check(push, 'failed', said);
    await reports.check(push, 'failed', said);
    expect(texts()).toEqual([
      '**Accuracy fell**\n\n0.91, at least 0.95\n\nRun `pull-request-1`\n\n_signalbox · iris · check_',
    ]);
  });

  test('stand deployment and release, each once, the release with its notes', async () => {
    const deployed = { runId: 'push-1', version: '1.2.0', sentence: '1.2.0 serves all traffic' };
    for (let i = 0; i < 2; i += 1) {
      await reports.deployment(push, 'in_progress', deployed);
      await reports.deployment(push, 'success', deployed);
      await reports.release(push, { version: '1.2.0', notes: '### Added\n- x', prerelease: false });
    }
    expect(texts()).toEqual([
      '**1.2.0 is in production**\n\n1.2.0 serves all traffic\n\nRun `push-1`\n\n_signalbox · iris · deployment_',
      '**Release 1.2.0**\n\n### Added\n- x\n\n_signalbox · iris · release 1.2.0_',
    ]);
  });

  test('that has no parent, they stand too', async () => {
    const first = server.repository.commit({});
    await reports.check({ ...push, commit: first }, 'broken', said);
    expect(server.repository.comments).toMatchObject([{ afterCommitId: first, beforeCommitId: undefined }]);
  });

  test('that is gone, nothing stands, and it is said in words', async () => {
    const gone = { ...push, commit: 'f'.repeat(40) };
    await expect(reports.check(gone, 'failed', said)).rejects.toMatchObject({ code: 'commit-gone' });
  });
});
