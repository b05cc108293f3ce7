import type {
  aws_cloudwatch as cloudwatch,
  Duration,
  aws_lambda as lambda,
  aws_stepfunctions as sfn,
  aws_sqs as sqs,
} from 'aws-cdk-lib';
import type { FunctionName } from '../../core/step-io.ts';

/** What alarms may look at; what a pipeline does not have is absent. */
export interface Watched {
  pipeline: string;
  /** By what they hold: `events`, `intake`, `reports`, `recover`. */
  deadLetters: Record<string, sqs.IQueue>;
  intakeQueue: sqs.IQueue;
  /** Functions of deliveries and around them. */
  functions: Partial<Record<FunctionName, lambda.IFunction>>;
  /** Of pull requests. */
  pullRequestFunctions: Partial<Record<FunctionName, lambda.IFunction>>;
  machines: sfn.IStateMachine[];
  limits: Limits;
}

/** From where on something is too much. */
export interface Limits {
  inconclusiveInADay: number;
  trainingInADay: Duration;
  /** Absent: nobody says how often data should come. */
  dataWithin: Duration | undefined;
}

/**
 * When an alarm goes off: so many of the last periods beyond the threshold.
 *
 * `missing`, what a period without a value means: `fine` where only trouble is counted, `unknown` where there always is a value, so that
 * none is news of its own.
 */
export interface Watch {
  /** With its statistic and period. */
  metric: cloudwatch.IMetric;
  is: 'at least' | 'less than';
  threshold: number;
  /** Of the last `of` periods, so many. */
  periods: number;
  of: number;
  missing: 'fine' | 'unknown';
}

/** One way to be broken in silence. */
export interface AlarmKind {
  /** What is wrong, as a sentence without its full stop. */
  says: string;
  /** Null: this cannot happen to such a pipeline. */
  watch(place: Watched): Watch | null;
}
