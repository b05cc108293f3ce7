import { AsyncLocalStorage } from 'node:async_hooks';
import { S3Client } from '@aws-sdk/client-s3';

/** One call of a service through the SDK, by whoever made it. */
export interface SdkCall {
  /** Logical id of the function. */
  caller: string;
  /** As botocore names the service. */
  service: string;
  operation: string;
  // biome-ignore lint/suspicious/noExplicitAny: every operation has another input.
  input: any;
  /** Name of the exception that answered. */
  refused?: string;
}

/** Answers a call instead of the service. */
export type Answers = (call: SdkCall) => Promise<unknown>;

// biome-ignore lint/suspicious/noExplicitAny: the part of the SDK's client that every client has, with its generics.
type AnyClient = any;

const services: Record<string, string> = {
  'Application Auto Scaling': 'application-autoscaling',
  CloudWatch: 'cloudwatch',
  CodeCommit: 'codecommit',
  ECR: 'ecr',
  IAM: 'iam',
  KMS: 'kms',
  Lambda: 'lambda',
  S3: 's3',
  SageMaker: 'sagemaker',
  'SageMaker Runtime': 'sagemaker-runtime',
  'Secrets Manager': 'secretsmanager',
  'Service Quotas': 'service-quotas',
  SFN: 'states',
  SNS: 'sns',
  SQS: 'sqs',
  SSM: 'ssm',
  STS: 'sts',
};

/**
 * Every call that any client of the SDK makes, taken down by a middleware in front of all others, and answered there: whatever the
 * code asks a service for passes here, whoever made the client. `restore` takes the middleware's place back.
 */
export class Recorder {
  readonly calls: SdkCall[] = [];
  readonly #callers = new AsyncLocalStorage<string>();
  readonly #seen = new WeakSet<object>();
  readonly #base: AnyClient = Object.getPrototypeOf(S3Client.prototype);
  readonly #send = this.#base.send;

  constructor(answers: Answers) {
    const recorder = this;
    this.#base.send = function (this: AnyClient, ...args: unknown[]) {
      if (!recorder.#seen.has(this)) recorder.#sitIn(this, answers);
      return recorder.#send.apply(this, args);
    };
  }

  restore(): void {
    this.#base.send = this.#send;
  }

  /** Whatever `run` calls, `caller` does. */
  as<T>(caller: string, run: () => Promise<T>): Promise<T> {
    return this.#callers.run(caller, run);
  }

  #sitIn(client: AnyClient, answers: Answers): void {
    this.#seen.add(client);
    const service = services[client.config.serviceId];
    if (service === undefined) throw new Error(`nobody knows the service ${client.config.serviceId} here`);
    const recorded =
      (_: unknown, { commandName }: { commandName: string }) =>
      async ({ input }: { input: SdkCall['input'] }) => {
        const operation = commandName.replace(/Command$/, '');
        const call: SdkCall = { caller: this.#callers.getStore() ?? 'nobody', service, operation, input };
        this.calls.push(call);
        try {
          return { output: await answers(call), response: {} };
        } catch (error) {
          call.refused = error instanceof Error ? error.name : 'thrown';
          throw error;
        }
      };
    client.middlewareStack.add(recorded, { step: 'initialize', priority: 'high', name: 'recorded' });
  }
}
