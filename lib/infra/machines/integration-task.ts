import { Aws, Duration, type aws_iam as iam, aws_stepfunctions as sfn } from 'aws-cdk-lib';
import type { Construct } from 'constructs';

export interface IntegrationTaskProps {
  /** Optimised integration after `arn:<partition>:states:::`, e.g. `lambda:invoke` or `codebuild:startBuild.sync`. */
  integration: string;
  parameters: Record<string, unknown>;
  /** Exactly what this call needs; the machine's role gets nothing else for it. */
  policies: iam.PolicyStatement[];
  timeout: sfn.Timeout;
  resultSelector?: Record<string, unknown>;
  /** Where the result lands; `null` drops it, so that the state stays small. */
  resultPath: string | null;
}

/**
 * A Task on one of Step Functions' optimised integrations.
 * Our own, because CDK's tasks lack fields we need (source and buildspec overrides) and grant more than we need
 * (every version of a function, every object of a bucket).
 */
export class IntegrationTask extends sfn.TaskStateBase {
  protected readonly taskMetrics = undefined;
  protected readonly taskPolicies: iam.PolicyStatement[];
  private readonly call: { Resource: string; Parameters: Record<string, unknown> };

  constructor(scope: Construct, name: string, props: IntegrationTaskProps) {
    super(scope, name, {
      taskTimeout: props.timeout,
      resultPath: props.resultPath ?? sfn.JsonPath.DISCARD,
      ...(props.resultSelector ? { resultSelector: props.resultSelector } : {}),
    });
    this.taskPolicies = props.policies;
    this.call = {
      Resource: `arn:${Aws.PARTITION}:states:::${props.integration}`,
      Parameters: props.parameters,
    };
  }

  protected override _renderTask(): object {
    return { Resource: this.call.Resource, Parameters: sfn.FieldUtils.renderObject(this.call.Parameters) };
  }
}

export function seconds(count: number): sfn.Timeout {
  return sfn.Timeout.duration(Duration.seconds(count));
}
