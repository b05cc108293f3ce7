import { Duration, aws_iam as iam, aws_lambda as lambda, aws_logs as logs, Size, Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { environment } from '../../core/environment.ts';
import { allow } from '../allow.ts';
import { sizeWithin, wholeWithin, within } from '../limits.ts';
import { keepServing } from './keep-serving.ts';
import { grantUses } from './lambda-alias-grants.ts';
import type { TargetKind, TargetPlace } from './target.ts';

export interface LambdaAliasOptions {
  /**
   * Memory of the served function, 128 to 10,240 MiB; processor time comes with it.
   * @default 1,769 MiB, which is one whole processor
   */
  memory?: Size;
  /**
   * Longest answer, 1 second to 15 minutes.
   * @default 30 seconds
   */
  timeout?: Duration;
  /**
   * Processor of the served function and of its image.
   * @default x86_64
   */
  architecture?: lambda.Architecture;
  /**
   * Name of the alias that callers invoke.
   * @default production
   */
  aliasName?: string;
  /**
   * Name of the function.
   * @default signalbox-<pipeline>-model
   */
  functionName?: string;
  /**
   * Environments that Lambda keeps running of each version that serves, or is about to; 0 to 10,000. It is set on versions and
   * never on the alias, which could not split its traffic then. It costs by the hour, for two versions while one follows another.
   * @default 0, environments start as requests come
   */
  provisionedConcurrency?: number;
  /**
   * Pings at once that a version has to answer before it gets traffic, each in an environment of its own; 1 to 1,000.
   * @default 1
   */
  warmUpInvocations?: number;
}

type LambdaAliasSettings = Required<Omit<LambdaAliasOptions, 'functionName'>>;
const kind = 'lambda-alias';

/** Serves on a Lambda function behind an alias. Function, versions and alias belong to the pipeline, so that no deploy moves traffic. */
export function lambdaAlias(options: LambdaAliasOptions = {}): TargetKind {
  const settings: LambdaAliasSettings = {
    memory: Size.mebibytes(1_769),
    timeout: Duration.seconds(30),
    architecture: lambda.Architecture.X86_64,
    aliasName: 'production',
    provisionedConcurrency: 0,
    warmUpInvocations: 1,
    ...options,
  };
  check(settings);
  return {
    serves: {
      target: kind,
      timesEach: false,
      ...(settings.provisionedConcurrency > 0 ? { provisionedOn: 'version' } : {}),
    },
    architecture: settings.architecture,
    bind(scope, place) {
      const released = options.functionName ?? `signalbox-${place.pipeline}-model`;
      const isReleased = place.machine === 'delivery';
      const functionName = isReleased ? released : `${released}-pull-request`;
      const role = servedRole(scope, functionName, place);
      pullImages(scope, functionName, place);
      return {
        variables: { ...variables(settings, functionName, role), ...(isReleased ? readiness(settings) : {}) },
        grant: (grantee, uses) =>
          grantUses(grantee, uses, {
            functionName,
            servedRole: role,
            images: place.servableImages,
            provisions: isReleased && settings.provisionedConcurrency > 0,
          }),
      };
    },
  };
}

function check({ memory, timeout, provisionedConcurrency, warmUpInvocations }: LambdaAliasSettings): void {
  within('Target.lambdaAlias: timeout', timeout, Duration.seconds(1), Duration.minutes(15));
  sizeWithin('Target.lambdaAlias: memory', memory, Size.mebibytes(128), Size.mebibytes(10_240));
  wholeWithin('Target.lambdaAlias: provisionedConcurrency', provisionedConcurrency, 0, 10_000);
  wholeWithin('Target.lambdaAlias: warmUpInvocations', warmUpInvocations, 1, 1_000);
}

/** What the served model may do: read models, and write its own log. */
function servedRole(scope: Construct, functionName: string, place: TargetPlace): iam.Role {
  const role = new iam.Role(scope, 'ServedRole', { assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') });
  const logGroup = new logs.LogGroup(scope, 'ServedLogs', {
    logGroupName: `/aws/lambda/${functionName}`,
    retention: place.logRetention,
    removalPolicy: place.removalPolicy,
  });
  logGroup.grantWrite(role);
  allow(role, {
    actions: ['s3:GetObject'],
    resources: [place.store.arnForObjects('models/*')],
    because: 'Models are named by their hash; which one a version loads is known when it is made.',
  });
  place.grantStoreKey(role, 'read');
  keepServing(role, place);
  return role;
}

function pullImages(scope: Construct, functionName: string, { images }: TargetPlace): void {
  const functions = Stack.of(scope).formatArn({ service: 'lambda', resource: `function:${functionName}*` });
  images.addToResourcePolicy(
    new iam.PolicyStatement({
      sid: 'LambdaPullsServedImages',
      principals: [new iam.ServicePrincipal('lambda.amazonaws.com')],
      actions: ['ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer'],
      conditions: { ArnLike: { 'aws:SourceArn': functions } },
    }),
  );
}

function variables(settings: LambdaAliasSettings, functionName: string, role: iam.IRole): Record<string, string> {
  return {
    [environment.target]: kind,
    [environment.servedFunction]: functionName,
    [environment.servedAlias]: settings.aliasName,
    [environment.servedRoleArn]: role.roleArn,
    [environment.servedMemoryMb]: String(settings.memory.toMebibytes()),
    [environment.servedTimeoutSeconds]: String(settings.timeout.toSeconds()),
    [environment.servedArchitecture]: settings.architecture.name,
  };
}

/** What callers are spared; nobody calls the version of a pull request. */
function readiness({ provisionedConcurrency, warmUpInvocations }: LambdaAliasSettings): Record<string, string> {
  return {
    ...(provisionedConcurrency > 0
      ? { [environment.servedProvisionedConcurrency]: String(provisionedConcurrency) }
      : {}),
    ...(warmUpInvocations > 1 ? { [environment.servedWarmUps]: String(warmUpInvocations) } : {}),
  };
}
