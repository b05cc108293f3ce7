import { changeIdentity } from '../../../lib/core/code-change.ts';
import { codecommit } from '../../../lib/core/triggers/codecommit.ts';
import { askedBy } from '../../../lib/core/triggers/registry.ts';
import type { TriggerPlace } from '../../../lib/core/triggers/trigger.ts';
import { pullRequestEvent, referenceEvent } from './codecommit-events.ts';

const place: TriggerPlace = {
  pipeline: 'iris',
  dataBucket: 'data',
  repository: { host: 'codecommit', name: 'MyDemoRepo', branch: 'main' },
};
const commit = 'c'.repeat(40);

const pushed = {
  kind: 'push',
  host: 'codecommit',
  repository: 'MyDemoRepo',
  branch: 'main',
  commit,
  pullRequest: null,
  title: '',
  author: '',
  again: null,
};

test.each(['referenceCreated', 'referenceUpdated'])(
  '%s of the released branch asks for a run of its commit',
  (event) => {
    expect(askedBy(referenceEvent({ event, commitId: commit }), place)).toEqual({ ask: 'code', change: pushed });
  },
);

test('a merge in CodeCommit is a push like any other', () => {
  const merge = {
    oldCommitId: 'a'.repeat(40),
    baseCommitId: 'b'.repeat(40),
    sourceCommitId: 'd'.repeat(40),
    destinationCommitId: 'a'.repeat(40),
    mergeOption: 'THREE_WAY_MERGE',
    conflictDetailsLevel: 'LINE_LEVEL',
    conflictResolutionStrategy: 'AUTOMERGE',
    callerUserArn: 'arn:aws:sts::123456789012:assumed-role/Admin/Mary_Major',
  };
  expect(askedBy(referenceEvent({ event: 'referenceUpdated', commitId: commit, ...merge }), place)).toEqual({
    ask: 'code',
    change: { ...pushed, author: 'Mary_Major' },
  });
});

test.each<[string, Record<string, unknown>]>([
  ['a deleted branch', { event: 'referenceDeleted', commitId: undefined, oldCommitId: commit }],
  ['a merge commit that no branch points to', { event: 'unreferencedMergeCommitCreated', referenceName: undefined }],
  ['a tag', { referenceType: 'tag', referenceName: 'main', referenceFullName: 'refs/tags/main' }],
  ['another branch', { referenceName: 'mainline', referenceFullName: 'refs/heads/mainline' }],
  ['another repository', { repositoryName: 'mydemorepo' }],
])('%s starts nothing', (_, detail) => {
  const event = referenceEvent({ event: 'referenceUpdated', commitId: commit, ...detail });
  expect(askedBy(event, place)).toMatchObject({ ask: 'nothing' });
});

test.each(['pullRequestCreated', 'pullRequestSourceBranchUpdated'])(
  '%s asks for a run of the source commit',
  (event) => {
    expect(askedBy(pullRequestEvent({ event, sourceCommit: commit }), place)).toEqual({
      ask: 'code',
      change: {
        ...pushed,
        kind: 'pull_request',
        pullRequest: { number: '1', title: 'My Example Pull Request', fork: false },
        title: 'My Example Pull Request',
        author: 'Mary_Major',
      },
    });
  },
);

test.each<[string, Record<string, unknown>]>([
  ['a closed pull request', { event: 'pullRequestStatusChanged', pullRequestStatus: 'Closed' }],
  ['a merged one', { event: 'pullRequestMergeStatusUpdated', isMerged: 'True', pullRequestStatus: 'Closed' }],
  ['an approval', { event: 'pullRequestApprovalStateChanged' }],
  ['a pull request into another branch', { destinationReference: 'refs/heads/develop' }],
  ['a pull request into a branch whose name ends alike', { destinationReference: 'refs/heads/not/main' }],
  ['a pull request of another repository', { repositoryNames: ['Other'] }],
])('%s starts nothing', (_, detail) => {
  expect(askedBy(pullRequestEvent({ sourceCommit: commit, ...detail }), place)).toMatchObject({ ask: 'nothing' });
});

test('the same commit of a pull request is the same change, however often and as whatever event it is told', () => {
  const identities = ['pullRequestCreated', 'pullRequestSourceBranchUpdated', 'pullRequestCreated'].map((event) => {
    const asked = codecommit.read(pullRequestEvent({ event, sourceCommit: commit, title: event }), place);
    return asked?.ask === 'code' && changeIdentity(asked.change);
  });
  expect(new Set(identities).size).toBe(1);
});

test('fields that AWS adds one day change nothing', () => {
  const event = { ...referenceEvent({ event: 'referenceUpdated', commitId: commit, new: { deep: 1 } }), more: [] };
  expect(askedBy(event, place)).toMatchObject({ ask: 'code' });
});

test.each<[string, Record<string, unknown>]>([
  ['an abbreviated commit', { commitId: 'c0ffee' }],
  ['a commit that is an option', { commitId: '--upload-pack=x' }],
  ['no commit', { commitId: undefined }],
])('an event with %s is refused by name', (_, detail) => {
  const event = referenceEvent({ event: 'referenceUpdated', ...detail });
  expect(() => askedBy(event, place)).toThrow(expect.objectContaining({ code: 'bad-event' }));
});

test('a pull request whose number is none is refused', () => {
  const event = pullRequestEvent({ pullRequestId: '../1', sourceCommit: commit });
  expect(() => askedBy(event, place)).toThrow(expect.objectContaining({ code: 'bad-event' }));
});

test('a pipeline that is connected elsewhere, or to nothing, takes no event of CodeCommit', () => {
  const event = referenceEvent({ event: 'referenceUpdated', commitId: commit });
  const github = { host: 'github', name: 'MyDemoRepo', branch: 'main' } as const;
  expect(askedBy(event, { ...place, repository: null })).toMatchObject({ ask: 'nothing' });
  expect(askedBy(event, { ...place, repository: github })).toMatchObject({ ask: 'nothing' });
});
