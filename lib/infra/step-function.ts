import {
  Duration,
  aws_iam as iam,
  aws_lambda as lambda,
  aws_logs as logs,
  type RemovalPolicy,
  Size,
} from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { environment } from '../core/environment.ts';
import type { FunctionName } from '../core/step-io.ts';
import { stepSizes } from '../core/step-sizes.ts';
import { acknowledge } from './allow.ts';
import { lambdaCode, lambdaHandler } from './code.ts';

export interface StepFunctionProps {
  pipeline: string;
  architecture: lambda.Architecture;
  logRetention: logs.RetentionDays;
  removalPolicy: RemovalPolicy;
  variables: Record<string, string>;
}

/** `-c signalbox:assets=none`: definitions only, for the local runner, which runs the steps in-process. */
const assetsContext = 'signalbox:assets';

export function withoutAssets(scope: Construct): boolean {
  return scope.node.tryGetContext(assetsContext) === 'none';
}

/** One step's function with a role of its own, which begins with the right to log and to trace, and no more. */
export class StepFunction extends Construct {
  readonly fn: lambda.Function;
  readonly role: iam.Role;

  constructor(scope: Construct, step: FunctionName, props: StepFunctionProps) {
    super(scope, step);
    const { memoryMiB, timeout, diskMiB } = stepSizes[step];
    const logGroup = new logs.LogGroup(this, 'Logs', {
      retention: props.logRetention,
      removalPolicy: props.removalPolicy,
    });
    this.role = new iam.Role(this, 'Role', { assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') });
    logGroup.grantWrite(this.role);
    this.fn = new lambda.Function(this, 'Function', {
      description: `Signalbox ${props.pipeline}: ${step}`,
      runtime: lambda.Runtime.NODEJS_24_X,
      architecture: props.architecture,
      handler: lambdaHandler,
      code: this.code(step, props.architecture),
      role: this.role,
      memorySize: memoryMiB,
      timeout: Duration.seconds(timeout),
      ...(diskMiB ? { ephemeralStorageSize: Size.mebibytes(diskMiB) } : {}),
      logGroup,
      loggingFormat: lambda.LoggingFormat.JSON,
      tracing: lambda.Tracing.ACTIVE,
      environment: {
        [environment.step]: step,
        [environment.pipeline]: props.pipeline,
        POWERTOOLS_SERVICE_NAME: step,
        ...props.variables,
      },
    });
    acknowledge(
      this.role,
      'AwsSolutions-IAM5[Resource::*]',
      'X-Ray has no resources to name: xray:PutTraceSegments and PutTelemetryRecords only take *.',
    );
  }

  private code(step: FunctionName, architecture: lambda.Architecture): lambda.Code {
    if (withoutAssets(this)) return lambda.Code.fromInline(`throw new Error('synthesized without assets');`);
    return lambdaCode(step, architecture.name === 'arm64' ? 'arm64' : 'x86_64');
  }
}
