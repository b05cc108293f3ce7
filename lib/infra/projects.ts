import {
  aws_codebuild as codebuild,
  Duration,
  aws_iam as iam,
  type aws_kms as kms,
  aws_logs as logs,
  type RemovalPolicy,
  type aws_secretsmanager as secretsmanager,
} from 'aws-cdk-lib';
import { Construct } from 'constructs';
import type { ProjectName } from '../core/step-io.ts';
import { layout } from '../core/store-layout.ts';
import { acknowledge, allow, useKey } from './allow.ts';
import { grantCache, reportGroupsOf } from './project-extras.ts';
import { readSecret, secretIdOf } from './secrets.ts';
import type { Storage } from './storage.ts';

/** What every build project of a pipeline shares. */
export interface ProjectsPlace {
  pipeline: string;
  /** Ids of the runs that build here: `*`, or `pull-request-*`. */
  runIds: string;
  storage: Storage;
  /** Undefined: CodeBuild's own. */
  key: kms.IKey | undefined;
  logRetention: logs.RetentionDays;
  removalPolicy: RemovalPolicy;
}

export interface BuildProjectOptions {
  name: ProjectName;
  timeLimit: Duration;
  /** Keys that the build may write, within its run's folder. */
  writes: string[];
  /** @default ComputeType.MEDIUM, 4 processors and 7 GB of memory */
  computeType?: codebuild.ComputeType;
  /** @default LinuxBuildImage.STANDARD_7_0 */
  image?: codebuild.IBuildImage;
  /** Whether the build runs a Docker daemon. @default false */
  docker?: boolean;
  variables?: Record<string, string>;
  /** Variables whose values are secrets: CodeBuild reads them when a build starts. @default none */
  secrets?: Record<string, secretsmanager.ISecret>;
  /** Names in its buildspecs of the report groups that the build fills. @default no reports */
  reports?: { tests: string; coverage: string };
  /** Folder of the store's caches in which what a buildspec names is kept for the next build. @default nothing is kept */
  cache?: string;
}

/** A build project whose source and buildspec come with each start: `sources/<digest>.zip` and what Admit generated. */
export class BuildProject extends codebuild.Project {
  readonly buildRole: iam.Role;

  constructor(scope: Construct, place: ProjectsPlace, options: BuildProjectOptions) {
    const own = new Construct(scope, `${options.name}-build`);
    const role = new iam.Role(own, 'Role', { assumedBy: new iam.ServicePrincipal('codebuild.amazonaws.com') });
    const logGroup = new logs.LogGroup(own, 'Logs', {
      retention: place.logRetention,
      removalPolicy: place.removalPolicy,
    });
    const { store } = place.storage;
    const variables = { SIGNALBOX_PROJECT: options.name, SIGNALBOX_STORE: store.bucketName, ...options.variables };
    super(own, 'Project', {
      description: `Signalbox ${place.pipeline}: ${options.name}`,
      // CDK would add its own log group, report groups and every way to use the key.
      role: role.withoutPolicyUpdates(),
      grantReportGroupPermissions: false,
      buildSpec: codebuild.BuildSpec.fromObject({
        version: '0.2',
        phases: {
          build: { commands: ['echo "This project is started by its pipeline, with a buildspec."', 'exit 1'] },
        },
      }),
      environment: {
        buildImage: options.image ?? codebuild.LinuxBuildImage.STANDARD_7_0,
        computeType: options.computeType ?? codebuild.ComputeType.MEDIUM,
        privileged: options.docker ?? false,
      },
      environmentVariables: environmentOf(variables, options.secrets),
      ...(place.key ? { encryptionKey: place.key } : {}),
      logging: { cloudWatch: { logGroup } },
      ...(options.cache ? { cache: codebuild.Cache.bucket(store, { prefix: cachePrefix(options.cache) }) } : {}),
      timeout: options.timeLimit,
      queuedTimeout: Duration.hours(1),
    });
    this.buildRole = role;
    logGroup.grantWrite(role);
    if (place.key) useKey(place.key, role);
    else
      acknowledge(
        this,
        'AwsSolutions-CB4',
        'Asked for with encryption: aws-managed: CodeBuild encrypts with its own key, and a build leaves no artifacts there.',
      );
    for (const secret of Object.values(options.secrets ?? {})) readSecret(secret, role);
    const writes = options.writes.map((key) => `${layout.run(place.runIds)}${key}`);
    grantBuild(role, place.storage, writes);
    if (options.reports) reportGroupsOf(own, this, role, options.reports, place.removalPolicy);
    if (options.cache) grantCache(role, place.storage, options.cache);
    if (options.docker)
      acknowledge(
        this,
        'AwsSolutions-CB3',
        'Building an image needs a Docker daemon; the build runs in a machine of its own, and may push to one repository and write the records of its image, no more.',
      );
  }
}

/** CodeBuild puts the slash after it. */
function cachePrefix(folder: string): string {
  return layout.cache(folder).replace(/\/$/, '');
}

function environmentOf(
  variables: Record<string, string>,
  secrets: Record<string, secretsmanager.ISecret> = {},
): Record<string, codebuild.BuildEnvironmentVariable> {
  const { SECRETS_MANAGER: type } = codebuild.BuildEnvironmentVariableType;
  return Object.fromEntries([
    ...Object.entries(variables).map(([name, value]) => [name, { value }]),
    ...Object.entries(secrets).map(([name, secret]) => [name, { type, value: secretIdOf(secret) }]),
  ]);
}

/** A build reads sources and writes its own keys; the workload's code runs in it, so there is nothing more. */
function grantBuild(role: iam.Role, storage: Storage, writes: string[]): void {
  const keys = (patterns: string[]) => patterns.map((pattern) => storage.store.arnForObjects(pattern));
  allow(role, {
    actions: ['s3:GetObject', 's3:GetObjectVersion'],
    resources: keys(['sources/*']),
    because: 'Sources are named by their digest, known when the build starts.',
  });
  allow(role, {
    actions: ['s3:PutObject'],
    resources: keys(writes),
    because: 'Every run has its own folder, known when the build starts.',
  });
  storage.grantKey(role);
}
