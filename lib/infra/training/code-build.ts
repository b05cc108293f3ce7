import { aws_codebuild as codebuild, Duration, aws_stepfunctions as sfn } from 'aws-cdk-lib';
import { layout } from '../../core/store-layout.ts';
import { allow } from '../allow.ts';
import { within } from '../limits.ts';
import { buildSaidNo, buildTask } from '../machines/build-task.ts';
import type { TrainingKind } from './training.ts';

export interface CodeBuildTrainingOptions {
  /**
   * Size of the container.
   * @default ComputeType.MEDIUM, 4 processors and 7 GB of memory
   */
  computeType?: codebuild.ComputeType;
  /**
   * The build is stopped after this long, whatever the policy's `training.timeLimitSeconds` allows; 5 minutes to 36 hours.
   * The policy's own limit, which counts the training command only, is kept by the build itself.
   * @default 8 hours
   */
  timeLimit?: Duration;
}

/** Training in a CodeBuild project that sees the train split and nothing of the holdout. */
export function codeBuildTraining(options: CodeBuildTrainingOptions = {}): TrainingKind {
  const { computeType = codebuild.ComputeType.MEDIUM, timeLimit = Duration.hours(8) } = options;
  within('Training.codeBuild: timeLimit', timeLimit, Duration.minutes(5), Duration.hours(36));
  return {
    paid: { kind: 'build', size: computeType, count: 1, spot: false, limitSeconds: timeLimit.toSeconds() },
    bind(_scope, { store, runIds, project: makeProject }) {
      const project = makeProject({
        name: 'train',
        computeType,
        timeLimit,
        writes: ['train/*', 'logs/*'],
      });
      const because =
        'Every run has its own folder, known when it runs; the train split is all that the job may see of it.';
      const split = layout.split(runIds, 'train');
      allow(project.buildRole, { actions: ['s3:GetObject'], resources: [store.arnForObjects(`${split}*`)], because });
      allow(project.buildRole, {
        actions: ['s3:ListBucket'],
        resources: [store.bucketArn],
        conditions: { StringLike: { 's3:prefix': `${split}*` } },
      });
      return (states) => ({
        // Ten minutes more than the build itself may take, for its place in the queue.
        task: buildTask(states, 'Train', {
          project,
          projectName: 'train',
          store,
          minutesPath: '$.admit.limits.trainMinutes',
          timeout: sfn.Timeout.duration(timeLimit.plus(Duration.minutes(10))),
        }),
        saidNo: buildSaidNo,
      });
    },
  };
}
