import type { Reason } from './checks/unused.ts';

const delivery = (steps: string) => new RegExp(`^PipelineDeliveryLane(${steps})Role`);
const pullRequest = (steps: string) => new RegExp(`^PipelinePullRequestLane(${steps})Role`);

/** Whoever may find a rollout that was interrupted converges it: forward or back, from wherever it stopped. */
const converges = 'admit|planrelease|recover|operate|rolloutshift|rolloutpromote|rolloutrollback|rolloutverify';

/** Why roles reach further than they were seen to go. */
export const reaching: Reason[] = [
  {
    role: /^Operator /,
    grant: /^s3:GetObject .*PipelineStorageStore\w+\/\*$/,
    because: 'Who looks at a pipeline may read any record of it; the drops are in another bucket.',
  },
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
    grant: /^s3:PutObject .*\/(rollouts|channels|runs|queues)\/\*$/,
    like: delivery('\\w+'),
    because: 'Where a rollout is converged, who converges it writes what the one that was interrupted would have.',
  },
  {
    role: delivery(converges),
    grant: /^s3:PutObject .*\/routes\/\*$/,
    because: 'A strategy in which the front door divides traffic writes where it sends callers.',
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
    grant: /^lambda:(Create|Update)Alias /,
    like: delivery(converges),
    because: 'A move of traffic is the call that fits what is there: no alias is there before a first release.',
  },
  {
    role: delivery(converges),
    grant: /^lambda:DeleteAlias /,
    because: 'A first release that is taken back leaves no alias: there is nothing that it could name.',
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
  {
    role: delivery('rolloutjudge'),
    grant: /^s3:PutObject .*\/rollouts\/\*$/,
    because: 'Where AWS moves traffic by itself, the judge notes that it takes it back before it says so.',
  },
];

/** On SageMaker. */
export const onSageMaker: Reason[] = [
  {
    role: delivery(converges),
    grant: /^(sagemaker|application-autoscaling|cloudwatch|iam):/,
    like: delivery(converges),
    because: 'A move of traffic is made of the calls that lead from what is there to what is wanted, whoever makes it.',
  },
  {
    role: delivery(converges),
    grant: /^sagemaker:DeleteEndpoint .*\/iris-model$/,
    because: 'A first release that is taken back leaves no endpoint.',
  },
  {
    role: delivery('rolloutprepare|operate|score'),
    grant: /^(sagemaker:|iam:PassRole)/,
    like: delivery('rolloutprepare|operate|score'),
    because: 'A version is made ready by whoever needs it first.',
  },
  {
    role: /Lane(rolloutprepare|operate|score)Role/,
    grant: /^sagemaker:Delete(Model|Endpoint|EndpointConfig) .*-(m|proof)-\*$/,
    because: 'A version that does not come up is taken away.',
  },
  {
    role: delivery('rolloutjudge'),
    grant: /^sagemaker:(DescribeEndpoint|InvokeEndpoint) /,
    because: 'What is replayed, the judge sends to both versions itself.',
  },
  {
    role: delivery('door'),
    grant: /^sagemaker:InvokeEndpoint /,
    because: 'Callers come through it; the story of the Lambda function has some.',
  },
  {
    role: /^Operator teardown$/,
    grant: /^cloudwatch:DeleteAlarms /,
    because: 'Alarms that guard are those of guardrails; those that scale Application Auto Scaling makes.',
  },
  {
    role: pullRequest('admit|score|settle'),
    grant: /^(sagemaker|application-autoscaling):/,
    because:
      'Nothing of a pull request serves: its one endpoint is that of a proof, and what a later one left is removed.',
  },
];

/** Of whoever gives commands. */
export const ofOperators: Reason[] = [
  {
    role: /^Operator /,
    grant: /^s3:ListBucket(Versions)? .*PipelineStorageStore/,
    because:
      'What is not there is a 404 only for those who may list; a version that is not known is answered with those that are.',
  },
  {
    role: /^Operator (show|cost)$/,
    grant: /^states:GetExecutionHistory .*signalbox-iris-pull-request/,
    because: 'A run of a pull request is told of alike.',
  },
];

/** All of them, by where they hold. */
export const reasonsByPlace: Record<string, Reason[]> = {
  everywhere,
  'on Lambda': onLambda,
  'on SageMaker': onSageMaker,
  operators: ofOperators,
  'how far it reaches': reaching,
};
