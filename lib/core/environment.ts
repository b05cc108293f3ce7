/**
 * Names of the environment variables of a step's function: infra sets them, aws reads them.
 * Numbers are decimal text. A step whose functions have no use for a value may go without it.
 */
export const environment = {
  step: 'SIGNALBOX_STEP',
  pipeline: 'SIGNALBOX_PIPELINE',
  /** Bucket names; build projects have the first too. */
  storeBucket: 'SIGNALBOX_STORE',
  dataBucket: 'SIGNALBOX_DATA',
  /** Names `sources/<digest>.zip`: the workload that data drops are trained with. */
  sourceDigest: 'SIGNALBOX_SOURCE_DIGEST',
  /** Commit of that source; absent where there is none. */
  sourceCommit: 'SIGNALBOX_SOURCE_COMMIT',
  /** Where that source was uploaded by the deployment; the intake brings it into the store. */
  workloadBucket: 'SIGNALBOX_WORKLOAD_BUCKET',
  workloadKey: 'SIGNALBOX_WORKLOAD_KEY',
  deliveryArn: 'SIGNALBOX_DELIVERY_ARN',
  pullRequestArn: 'SIGNALBOX_PULL_REQUEST_ARN',
  topicArn: 'SIGNALBOX_TOPIC_ARN',
  servedFunction: 'SIGNALBOX_SERVED_FUNCTION',
  servedAlias: 'SIGNALBOX_SERVED_ALIAS',
  servedRoleArn: 'SIGNALBOX_SERVED_ROLE_ARN',
  servedMemoryMb: 'SIGNALBOX_SERVED_MEMORY_MB',
  servedTimeoutSeconds: 'SIGNALBOX_SERVED_TIMEOUT_SECONDS',
  /** `x86_64` or `arm64`. */
  servedArchitecture: 'SIGNALBOX_SERVED_ARCHITECTURE',
  /** `<account>.dkr.ecr.<region>.amazonaws.com/<name>`, without tag; the image project has it too. */
  repositoryUri: 'SIGNALBOX_REPOSITORY_URI',
} as const;

/** What a served version finds in its own environment: which model to load, and the hash that it must have. */
export const servedEnvironment = {
  servable: 'SIGNALBOX_SERVABLE',
  modelUri: 'SIGNALBOX_MODEL_URI',
  modelSha256: 'SIGNALBOX_MODEL_SHA256',
} as const;
