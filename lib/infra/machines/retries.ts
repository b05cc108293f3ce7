import { Duration, aws_stepfunctions as sfn } from 'aws-cdk-lib';

const ofLambda = [
  'Lambda.ServiceException',
  'Lambda.AWSLambdaException',
  'Lambda.SdkClientException',
  'Lambda.ClientExecutionTimeoutException',
  'Lambda.TooManyRequestsException',
  'Sandbox.Timedout',
] as const;

/** Names under which each integration reports its service's own trouble: throttles, 5xx, lost connections. */
const troubles = {
  lambda: [...ofLambda, 'States.Timeout', 'MetricsIncompleteError'],
  // States.Timeout is a person's here, who is not asked twice; the function's own is Sandbox.Timedout.
  lambdaCallback: ofLambda,
  codebuild: [
    'CodeBuild.AWSCodeBuildException',
    'CodeBuild.SdkClientException',
    'CodeBuild.AccountLimitExceededException',
  ],
  sagemaker: ['SageMaker.SdkClientException', 'SageMaker.ResourceLimitExceededException'],
  logs: [
    'CloudWatchLogs.CloudWatchLogsException',
    'CloudWatchLogs.OperationAbortedException',
    'CloudWatchLogs.SdkClientException',
    'CloudWatchLogs.ServiceUnavailableException',
  ],
  s3: ['S3.SdkClientException', 'S3.S3Exception'],
  states: ['StepFunctions.AWSStepFunctionsException', 'StepFunctions.SdkClientException'],
} as const;

/**
 * Retries what is the service's trouble and nothing else: an InputError or a rejected model comes back the same.
 * Full jitter keeps retries of runs that failed together apart. At most 1+2+4+8+16+30 s, so a minute.
 */
export function retryTrouble<T extends sfn.TaskStateBase>(task: T, service: keyof typeof troubles): T {
  task.addRetry({
    errors: [...troubles[service]],
    interval: Duration.seconds(1),
    backoffRate: 2,
    maxDelay: Duration.seconds(30),
    maxAttempts: 6,
    jitterStrategy: sfn.JitterType.FULL,
  });
  return task;
}

/**
 * Asks again while a version is made ready: 60 attempts of up to a minute, half of that on average under full jitter, are half
 * an hour and 180 events.
 */
export function retryPreparing<T extends sfn.TaskStateBase>(task: T): T {
  task.addRetry({
    errors: ['StillPreparingError'],
    interval: Duration.seconds(15),
    backoffRate: 1.5,
    maxDelay: Duration.seconds(60),
    maxAttempts: 60,
    jitterStrategy: sfn.JitterType.FULL,
  });
  return task;
}

/**
 * For what must come through whatever happens: taking traffic back, settling.
 * 200 attempts of up to 60 s, half of that on average under full jitter, is about 1 h 40 min of outage outlasted,
 * and 600 events of the history's 25,000.
 */
export function retryPatiently<T extends sfn.TaskStateBase>(task: T): T {
  task.addRetry({ errors: ['InputError'], maxAttempts: 0 });
  // Our own doubts (a foreign writer, a record that does not fit) rarely pass by waiting; the reaper comes back to them.
  task.addRetry({
    errors: ['ConflictError', 'InternalError'],
    interval: Duration.seconds(1),
    backoffRate: 2,
    maxDelay: Duration.seconds(30),
    maxAttempts: 4,
    jitterStrategy: sfn.JitterType.FULL,
  });
  task.addRetry({
    errors: [sfn.Errors.ALL],
    interval: Duration.seconds(1),
    backoffRate: 2,
    maxDelay: Duration.seconds(60),
    maxAttempts: 200,
    jitterStrategy: sfn.JitterType.FULL,
  });
  return task;
}
