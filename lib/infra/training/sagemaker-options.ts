import type { Duration, aws_ec2 as ec2, Size } from 'aws-cdk-lib';

export interface SageMakerTrainingOptions {
  /** Instance of the job, without `ml.`, e.g. `InstanceType.of(InstanceClass.M5, InstanceSize.XLARGE)`. */
  instanceType: ec2.InstanceType;
  /**
   * Instances of one job; the workload's code must share the work itself.
   * @default 1
   */
  instanceCount?: number;
  /**
   * Managed spot capacity: up to 90 % cheaper, waits up to an hour for a place and starts anew after an interruption.
   * @default false, on-demand capacity
   */
  spot?: boolean;
  /**
   * The job is given up after this long, whatever the policy's `training.timeLimitSeconds` allows; 5 minutes to 5 days.
   * @default 1 day
   */
  timeLimit?: Duration;
  /**
   * Disk of each instance.
   * @default 30 GiB
   */
  volume?: Size;
}

export type SageMakerSettings = Required<SageMakerTrainingOptions>;
