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
  /** Where people are asked for approval. */
  approvalsTopicArn: 'SIGNALBOX_APPROVALS_TOPIC_ARN',
  /** A key of KMS that signs releases; absent: they are not signed. */
  signingKeyArn: 'SIGNALBOX_SIGNING_KEY_ARN',
  /** Where the model serves, a word of `rollout.target`; what begins with SERVED is of that target, and absent where it has none. */
  target: 'SIGNALBOX_TARGET',
  servedFunction: 'SIGNALBOX_SERVED_FUNCTION',
  servedAlias: 'SIGNALBOX_SERVED_ALIAS',
  servedRoleArn: 'SIGNALBOX_SERVED_ROLE_ARN',
  /** Of the function, or of a serverless endpoint. */
  servedMemoryMb: 'SIGNALBOX_SERVED_MEMORY_MB',
  servedTimeoutSeconds: 'SIGNALBOX_SERVED_TIMEOUT_SECONDS',
  /** `x86_64` or `arm64`. */
  servedArchitecture: 'SIGNALBOX_SERVED_ARCHITECTURE',
  /** Executions that are kept ready of each version that may serve; absent: none. */
  servedProvisionedConcurrency: 'SIGNALBOX_SERVED_PROVISIONED_CONCURRENCY',
  /** Requests that a version answers before it gets traffic; absent: one, to `/ping`. */
  servedWarmUps: 'SIGNALBOX_SERVED_WARM_UPS',
  servedEndpoint: 'SIGNALBOX_SERVED_ENDPOINT',
  /** As SageMaker writes it: `ml.m5.large`; absent: the endpoint is serverless. */
  servedInstanceType: 'SIGNALBOX_SERVED_INSTANCE_TYPE',
  /** Of the first release; and of a candidate, and its baseline, before it is promoted. */
  servedInstances: 'SIGNALBOX_SERVED_INSTANCES',
  servedCandidateInstances: 'SIGNALBOX_SERVED_CANDIDATE_INSTANCES',
  /** Requests at once of a serverless endpoint. */
  servedMaxConcurrency: 'SIGNALBOX_SERVED_MAX_CONCURRENCY',
  /** The serverless endpoint that a version is tried on before it serves; absent: one instance. */
  servedProofMemoryMb: 'SIGNALBOX_SERVED_PROOF_MEMORY_MB',
  servedProofMaxConcurrency: 'SIGNALBOX_SERVED_PROOF_MAX_CONCURRENCY',
  /** How what serves scales between rollouts; absent: it does not. */
  servedLeastInstances: 'SIGNALBOX_SERVED_LEAST_INSTANCES',
  servedMostInstances: 'SIGNALBOX_SERVED_MOST_INSTANCES',
  /** Requests a minute that scaling aims at for each instance. */
  servedInstanceLoad: 'SIGNALBOX_SERVED_INSTANCE_LOAD',
  /** Share of the requests that the endpoint writes down below `captured/`; absent: it writes none. */
  servedCapturePercent: 'SIGNALBOX_SERVED_CAPTURE_PERCENT',
  /** How often the endpoint publishes its metrics, in seconds: 10, 30 or 60. */
  servedMetricSeconds: 'SIGNALBOX_SERVED_METRIC_SECONDS',
  /** `blue-green` or `rolling`: how guardrails replace the fleet. */
  servedFleet: 'SIGNALBOX_SERVED_FLEET',
  /** Share of 5xx answers, and 99th percentile of the model's own time, at which guardrails go back by themselves; absent: at none. */
  servedMaxErrorRate: 'SIGNALBOX_SERVED_MAX_ERROR_RATE',
  servedMaxLatencyMs: 'SIGNALBOX_SERVED_MAX_LATENCY_MS',
  /** PaidTraining as JSON: what trains, what that costs and may cost. */
  training: 'SIGNALBOX_TRAINING',
  /** TargetFacts as JSON: what the policy of a run may not be combined with. */
  serves: 'SIGNALBOX_SERVES',
  /** Name of the router function that callers come through; absent: they call the alias or the endpoint itself. */
  doorFunction: 'SIGNALBOX_DOOR_FUNCTION',
  /** Share of the requests that the front door writes down below `captured/`; only its own function has it. */
  doorCapturePercent: 'SIGNALBOX_DOOR_CAPTURE_PERCENT',
  /** `<account>.dkr.ecr.<region>.amazonaws.com/<name>`, without tag; the image project has it too. */
  repositoryUri: 'SIGNALBOX_REPOSITORY_URI',
  /** URL of the queue that the intake is fed from. */
  intakeQueueUrl: 'SIGNALBOX_INTAKE_QUEUE_URL',
  /** Where code changes come from, `github` or `codecommit`; this and what begins like it are absent where no repository is connected. */
  codeHost: 'SIGNALBOX_CODE_HOST',
  /** `owner/name` on GitHub, the repository's name on CodeCommit. */
  codeRepository: 'SIGNALBOX_CODE_REPOSITORY',
  /** The branch that is released, without `refs/heads/`. */
  codeBranch: 'SIGNALBOX_CODE_BRANCH',
  /** Folder of the workload in the repository, without slashes at its ends; empty: the root. */
  codeFolder: 'SIGNALBOX_CODE_FOLDER',
  /** What stands before the version in a release's tag, e.g. `model-v`. */
  codeTagPrefix: 'SIGNALBOX_CODE_TAG_PREFIX',
  /** `refuse` or `run`: what happens to pull requests of forks. */
  codeForks: 'SIGNALBOX_CODE_FORKS',
  /** `true` where pull requests may read what lies in the data bucket. */
  pullRequestProductionData: 'SIGNALBOX_PULL_REQUEST_PRODUCTION_DATA',
  /** `true` where the pipeline is told how often data should come. */
  dataExpected: 'SIGNALBOX_DATA_EXPECTED',
  /** Secrets, by ARN; their values are read when they are needed and kept for five minutes. */
  codeTokenArn: 'SIGNALBOX_CODE_TOKEN_ARN',
  webhookSecretArn: 'SIGNALBOX_WEBHOOK_SECRET_ARN',
} as const;

/** Names of what build projects find in their environment beside SIGNALBOX_STORE and what each start gives them. */
export const buildEnvironment = {
  /** BuildKit's image, and that of its scanner for bills of materials. */
  buildkit: 'SIGNALBOX_BUILDKIT',
  sbomScanner: 'SIGNALBOX_SBOM_SCANNER',
  /** A secret, by reference, and the uploader that uses it: both or neither. */
  codecovToken: 'CODECOV_TOKEN',
  codecovRequirements: 'SIGNALBOX_CODECOV_REQUIREMENTS',
} as const;

/** What a served version finds in its own environment: which model to load, and the hash that it must have. */
export const servedEnvironment = {
  servable: 'SIGNALBOX_SERVABLE',
  modelUri: 'SIGNALBOX_MODEL_URI',
  modelSha256: 'SIGNALBOX_MODEL_SHA256',
} as const;
