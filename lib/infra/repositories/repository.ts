import type { aws_iam as iam } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { DeployedPlace } from '../../core/deployed-place.ts';
import type { FunctionName } from '../../core/step-io.ts';
import type { Functions } from '../steps.ts';
import type { IntakeQueue } from '../triggers/intake-queue.ts';

/** What a function does with the code host: brings the files of a commit and its history, looks what there is, tells how runs fared. */
export type RepositoryUse = 'files' | 'heads' | 'report';

/** What a repository may use of the pipeline around it, to make what tells of its changes. */
export interface Listening {
  scope: Construct;
  pipeline: string;
  intake: IntakeQueue;
  functions: <Name extends FunctionName>(names: readonly Name[], variables: Record<string, string>) => Functions<Name>;
}

export type RepositoryFacts = NonNullable<DeployedPlace['repository']>;

/** A connected repository; made by the factories of `Repository`. */
export interface RepositoryKind {
  /** Environment of the functions that use it. */
  variables: Record<string, string>;
  /** Whether pull requests of forks are run. */
  runsForks: boolean;
  grant(role: iam.Role, uses: readonly RepositoryUse[]): void;
  /** Makes what tells the intake of changes. */
  bind(listening: Listening): RepositoryFacts;
}
