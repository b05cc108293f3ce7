import type { Reason } from './checks/unused.ts';

const delivery = (steps: string) => new RegExp(`^PipelineDeliveryLane(${steps})Role`);
const pullRequest = (steps: string) => new RegExp(`^PipelinePullRequestLane(${steps})Role`);

/** Whoever may find a rollout that was interrupted converges it: forward or back, from wherever it stopped. */
const converges = 'admit|planrelease|recover|operate|rolloutshift|rolloutpromote|rolloutrollback|rolloutverify';

/** Why roles reach further than they were seen to go. */
export const reaching: Reason[] = [
  {
    role: delivery('\\w+'),
    grant: /^s3:GetObject .*PipelineStorageStore\w+\/\*$/,
    because:
      'A run is read by many steps and a release by all: a step of delivery may read any record of its own pipeline.',
  },
];

/** Why roles on any target may do what no call of a story shows. */
export const everywhere: Reason[] = [
  {
    role: delivery('\\w+'),
    grant: /^s3:ListBucket(Versions)? /,
    because:
      'What is not there is a 404 only for those who may list; a release that is named and not there is answered with those that are.',
  },
  {
    role: pullRequest('\\w+'),
    grant: /^s3:(ListBucket|ListBucketVersions|GetObject) .*PipelineStorageStore/,
    because:
      "What a pull request may read of the store is one list for all its steps; what it may not is another test's.",
  },
  {
    role: pullRequest('profile'),
    grant: /^s3:ListBucket .*PipelineStorageData\w*$/,
    because: 'A file that is gone is a 404 only for those who may list.',
  },
  {
    role: delivery(converges),
    grant: /^s3:PutObject .*\/(rollouts|channels|routes|runs|queues)\/\*$/,
    because: 'Where a rollout is converged, who converges it writes what the one that was interrupted would have.',
  },
  {
    role: delivery('planrelease|recover|operate|settle'),
    grant: /^states:(StartExecution|DescribeExecution) .*signalbox-iris-delivery/,
    because:
      'Whoever lets go of the lease wakes the run that waits, and asks whether the one that it was taken from still runs.',
  },
  {
    role: delivery('rolloutprepare'),
    grant: /^states:DescribeExecution /,
    because: 'A rollout that is open already: whether its execution still runs.',
  },
  {
    role: delivery('rolloutshift|rolloutpromote|rolloutrollback|rolloutverify|planrelease'),
    grant: /^sns:Publish /,
    because: 'Traffic that somebody else moved is told to people.',
  },
  {
    role: delivery('intake'),
    grant: /^sns:Publish /,
    because: 'A change that is refused is told.',
  },
  {
    role: delivery('intake'),
    grant: /^s3:(GetObject|GetObjectVersion) .*PipelineStorageData/,
    because: 'A manifest is read, and rows are counted, where the policy asks for it.',
  },
  {
    role: delivery('profile'),
    grant: /^s3:GetObjectVersion .*\/samples\/\*$/,
    because: "A change that brings rows of its own is trained on them: on a pull request's behalf mostly.",
  },
  {
    role: delivery('intake|approve|recover'),
    grant: /^(states:SendTask(Success|Failure)|s3:PutObject .*\/approvals\/\*)/,
    because:
      'An answer by comment, one that was on record before the question was asked again, and one that nobody told.',
  },
  {
    role: delivery('recover'),
    grant: /^states:(DescribeExecution|GetExecutionHistory) .*signalbox-iris-pull-request/,
    because: "The watchdog hears of a pull request's end too.",
  },
  {
    role: /^PipelineDeliveryLane(intake|report|recover)Role/,
    grant: /^sqs:(GetQueueUrl|GetQueueAttributes) /,
    because: 'CDK grants a queue in one piece.',
  },
  {
    role: /^Pipeline\w+Laneimagebuild/,
    grant: /^inspector2:/,
    because: 'Where the registry scans with Amazon Inspector, ECR asks it in the name of who asks.',
  },
  {
    role: /^PipelineMachines(Delivery|PullRequest)/,
    grant: /^kms:GenerateDataKey /,
    because: 'With training on SageMaker the machine copies the model to its place.',
  },
];

/** On a Lambda function. */
export const onLambda: Reason[] = [
  {
    role: delivery(converges),
    grant: /^lambda:(Create|Update|Delete)Alias /,
    because:
      'One move of traffic is one of the three calls, by what is there: none before a first release, none after it was taken back.',
  },
  {
    role: delivery('rolloutprepare|operate|score'),
    grant:
      /^(lambda:(CreateFunction|PublishVersion|UpdateFunction\w+|\w*ProvisionedConcurrencyConfig|DeleteFunction|GetAlias)|iam:PassRole|ecr:\w+) /,
    because: 'A version is made ready anew that was cleaned away meanwhile; one that does not come up is taken away.',
  },
  {
    role: pullRequest('score|settle|admit'),
    grant: /^(lambda:(UpdateFunctionCode|DeleteFunction|GetAlias|ListVersionsByFunction)|ecr:\w+) /,
    because: 'A later pull request: another image on the function, and what older ones left is removed.',
  },
  {
    role: delivery('rolloutjudge'),
    grant: /^lambda:InvokeFunction /,
    because: 'What is replayed, the judge sends to both versions itself.',
  },
  {
    role: delivery('door'),
    grant: /^kms:Decrypt /,
    because: 'Where it sends callers, it reads while a rollout divides them.',
  },
];
