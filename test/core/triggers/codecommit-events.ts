/**
 * Events as the CodeCommit User Guide shows them ("Monitoring CodeCommit events in Amazon EventBridge"); only its
 * abbreviated commits (`7f0103fMERGE`) are to be replaced by whole ones.
 */
const envelope = {
  version: '0',
  id: '01234567-EXAMPLE',
  source: 'aws.codecommit',
  account: '123456789012',
  time: '2019-06-12T10:23:43Z',
  region: 'us-east-2',
  resources: ['arn:aws:codecommit:us-east-2:123456789012:MyDemoRepo'],
};

export function referenceEvent(detail: Record<string, unknown>) {
  return {
    ...envelope,
    'detail-type': 'CodeCommit Repository State Change',
    detail: {
      event: 'referenceUpdated',
      repositoryName: 'MyDemoRepo',
      repositoryId: '12345678-1234-5678-abcd-12345678abcd',
      referenceType: 'branch',
      referenceName: 'main',
      referenceFullName: 'refs/heads/main',
      commitId: '7f0103fMERGE',
      ...detail,
    },
  };
}

export function pullRequestEvent(detail: Record<string, unknown>) {
  return {
    ...envelope,
    'detail-type': 'CodeCommit Pull Request State Change',
    detail: {
      author: 'arn:aws:sts::123456789012:assumed-role/Admin/Mary_Major',
      callerUserArn: 'arn:aws:sts::123456789012:assumed-role/Admin/Mary_Major',
      creationDate: 'Tue Feb 9 2019 10:18:42 PDT ',
      description: 'An example description.',
      destinationCommit: '12241970EXAMPLE',
      destinationReference: 'refs/heads/main',
      event: 'pullRequestCreated',
      isMerged: 'False',
      lastModifiedDate: 'Tue Feb 9 2019 10:18:42 PDT',
      notificationBody: 'A pull request event occurred in the following AWS CodeCommit repository: MyDemoRepo.',
      pullRequestId: '1',
      pullRequestStatus: 'Open',
      repositoryNames: ['MyDemoRepo'],
      revisionId: 'bdc0cb9bEXAMPLE',
      sourceCommit: '2774290EXAMPLE',
      sourceReference: 'refs/heads/test-branch',
      title: 'My Example Pull Request',
      ...detail,
    },
  };
}
