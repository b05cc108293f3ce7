/** One thing that the emulator lacks. */
export interface Swap {
  /** A resource by its ARN (`*` stands for what a deployment names), or a type of the template. */
  resource: string;
  /** What stands in for it. */
  by: string;
  why: string;
  /** What is therefore not proved here. */
  unproved: string;
}

/** All that is swapped, and nothing else is: what these tests deploy is otherwise what `cdk deploy` deploys on AWS. */
export const swaps = {
  reportGroups: {
    resource: 'AWS::CodeBuild::ReportGroup',
    by: 'AWS::Logs::LogGroup, which has an ARN as well',
    why: 'MiniStack refuses a template with a type that it does not know',
    unproved: 'test reports and coverage in CodeBuild',
  },
  lambdaRights: {
    resource: 'AWS::IAM::Role',
    by: 'the same role, which may do everything with functions beside what it may do anyway',
    why: 'MiniStack takes calls of aliases for other actions, and does not see which function is to be made',
    unproved: 'rights on functions; those on all other services are kept to',
  },
  alarms: {
    resource: 'AWS::CloudWatch::Alarm, where it computes with metrics',
    by: 'the same alarm on the first of its metrics',
    why: 'MiniStack knows alarms on one metric only',
    unproved: 'what these alarms compute',
  },
  builds: {
    resource: 'arn:aws:states:::codebuild:startBuild.sync',
    by: 'arn:aws:states:::sqs:sendMessage.waitForTaskToken, and a worker that runs the commands of the workload as a laptop does, on the emulated store',
    why: 'MiniStack does not wait for builds, and runs them in Docker only',
    unproved: 'CodeBuild, its buildspecs, the image and its scan',
  },
  served: {
    resource: 'arn:aws:lambda:*:*:function:signalbox-iris-model*',
    by: 'a process on this machine that serves the version, chosen by the weights of the alias; the function, its versions and its alias are those of the emulator',
    why: 'MiniStack runs functions made of images in Docker only, and leaves weights aside',
    unproved: 'the Lambda Web Adapter, a cold start, and how Lambda splits traffic',
  },
  judge: {
    resource: 'arn:aws:lambda:*:*:function:*rolloutjudge*',
    by: 'a clock that is three minutes ahead, in this function only',
    why: 'the judge waits two minutes for what CloudWatch may still add',
    unproved: 'a canary that is judged by live traffic: what has a champion is not released here',
  },
  gitHub: {
    resource: 'https://api.github.com',
    by: 'a server on this machine that holds each call against the API description of GitHub',
    why: 'it is not part of AWS, and tests need no network',
    unproved: 'permissions of the token, rate limits',
  },
  events: {
    resource: 'aws.states: Step Functions Execution Status Change',
    by: 'the same event, which the suite sends of the one execution that it stops',
    why: 'MiniStack does not send it',
    unproved: 'that AWS tells the watchdog of each end, and how soon',
  },
} satisfies Record<string, Swap>;

/** The names that an ARN of Lambda stands for. */
export function functionNames({ resource }: Swap): RegExp {
  const [, name = ''] = resource.split(':function:');
  return new RegExp(`^${name.replaceAll('*', '.*')}$`);
}

/** The lines that the suite prints. */
export function swapLines(): string[] {
  const list: Swap[] = Object.values(swaps);
  return list.map(
    ({ resource, by, why, unproved }) => `swapped  ${resource}\n     by  ${by}\n    why  ${why}\nunproved ${unproved}`,
  );
}
