import * as z from 'zod';

/** Name of the SSM parameter in which a deployed pipeline says where its parts are: `deployedPlaceSchema` as JSON. */
export function placeParameter(pipeline: string): string {
  return `/signalbox/${pipeline}/place`;
}

const text = z.string().min(1);
const arn = z.string().regex(/^arn:[^:]+:[^:]+:/);

/** Where a dead letter goes back to. */
const source = z.discriminatedUnion('kind', [
  /** The letter is the message as it was; this queue takes it again. */
  z.object({ kind: z.literal('queue'), url: text }),
  /** The letter is an event of this function, bare or as `requestPayload` of a failed invocation. */
  z.object({ kind: z.literal('function'), name: text }),
]);

/** What a command line must know of a deployed pipeline; its region is that of its ARNs. Holds names only, and no secret. */
export const deployedPlaceSchema = z.object({
  pipeline: text,
  /** Bucket names. */
  store: text,
  data: text,
  /** Who accessed the two; absent: deployed by an older version. */
  accessLogs: text.nullish(),
  /** ARNs of the state machines. */
  machines: z.object({ delivery: arn, pullRequest: arn, rollout: arn }),
  intakeQueueUrl: z.url(),
  /** `events`: behind rules and schedules; `intake`, `reports`, `recover`: behind those functions. */
  deadLetters: z.array(z.object({ name: text, url: z.url(), arn, source })),
  /** The served function and its alias, whether or not they exist yet; null for targets that are none. */
  served: z.object({ functionName: text, alias: text }).nullable(),
  /** The SageMaker endpoint, whether or not it exists yet; null for targets that are none. */
  endpoint: text.nullish(),
  /** The router that callers come through; null: they call the target itself. */
  door: z.object({ functionName: text, url: text }).nullish(),
  topics: z.object({ events: arn, approvals: arn }),
  /** Key of the buckets; null: S3 manages their keys. */
  key: arn.nullable(),
  /** Key that signs releases; null: they are not signed. */
  signingKey: arn.nullish(),
  /** Lambda function names around the machines. */
  functions: z.record(text, text),
  /** Null: no repository is connected. Secrets by ARN; null where the host needs none. */
  repository: z
    .object({
      host: z.enum(['github', 'codecommit']),
      name: text,
      branch: text,
      folder: z.string(),
      webhookUrl: z.url().nullable(),
      webhookSecretArn: arn.nullable(),
      tokenArn: arn.nullable(),
    })
    .nullable(),
});
export type DeployedPlace = z.output<typeof deployedPlaceSchema>;
