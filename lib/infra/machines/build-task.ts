import {
  type aws_codebuild as codebuild,
  aws_iam as iam,
  Stack,
  type aws_s3 as s3,
  aws_stepfunctions as sfn,
} from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { ProjectName } from '../../core/step-io.ts';
import { IntegrationTask } from './integration-task.ts';
import { retryTrouble } from './retries.ts';

export interface BuildTaskProps {
  project: codebuild.IProject;
  projectName: ProjectName;
  store: s3.IBucket;
  timeout: sfn.Timeout;
  /** Path of the minutes after which the build itself is stopped. @default as its project says */
  minutesPath?: string;
}

/** Runs a build project on the run's source with the buildspec that Admit generated, and waits for its end. */
export function buildTask(scope: Construct, name: string, props: BuildTaskProps): IntegrationTask {
  const sourceKey = sfn.JsonPath.stringAt('$.admit.sourceKey');
  const variable = (Name: string, Value: string) => ({ Name, Value, Type: 'PLAINTEXT' });
  const task = new IntegrationTask(scope, name, {
    integration: 'codebuild:startBuild.sync',
    parameters: {
      ProjectName: props.project.projectName,
      SourceTypeOverride: 'S3',
      SourceLocationOverride: sfn.JsonPath.format(`${props.store.bucketName}/{}`, sourceKey),
      BuildspecOverride: sfn.JsonPath.stringAt(`$.admit.buildspecs.${props.projectName}`),
      ...(props.minutesPath ? { TimeoutInMinutesOverride: sfn.JsonPath.numberAt(props.minutesPath) } : {}),
      EnvironmentVariablesOverride: [
        variable('SIGNALBOX_RUN_ID', sfn.JsonPath.stringAt('$.runId')),
        variable('SIGNALBOX_SOURCE_KEY', sourceKey),
        variable('SIGNALBOX_STORE', props.store.bucketName),
      ],
    },
    policies: [
      new iam.PolicyStatement({
        actions: [
          'codebuild:StartBuild',
          'codebuild:StopBuild',
          'codebuild:BatchGetBuilds',
          'codebuild:BatchGetReports',
        ],
        resources: [props.project.projectArn],
      }),
      managedRule(scope, 'StepFunctionsGetEventForCodeBuildStartBuildRule'),
    ],
    timeout: props.timeout,
    resultPath: null,
  });
  return retryTrouble(task, 'codebuild');
}

/** Step Functions learns of a job's end through a rule of this very name, which it makes itself. */
export function managedRule(scope: Construct, rule: string): iam.PolicyStatement {
  return new iam.PolicyStatement({
    actions: ['events:PutTargets', 'events:PutRule', 'events:DescribeRule'],
    resources: [Stack.of(scope).formatArn({ service: 'events', resource: 'rule', resourceName: rule })],
  });
}

/**
 * The build ran to its end and said no: the workload's fault, so a rejection; scripts keep the policy's time limits themselves
 * and fail when they overrun. Anything else that CodeBuild reports (TIMED_OUT in its queue, FAULT, STOPPED) is broken.
 */
export const buildSaidNo = sfn.Condition.and(
  sfn.Condition.isPresent('$.failure.Cause'),
  sfn.Condition.stringMatches('$.failure.Cause', '*"BuildStatus":"FAILED"*'),
);

/** An hour in CodeBuild's queue at most, 70 minutes of a build, and ten to come up. */
export const buildLimitSeconds = 8_400;
