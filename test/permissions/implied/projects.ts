import type { AdmitOutput } from '../../../lib/core/step-io.ts';
import { callsOf } from '../../infra/pull-request/build-calls.ts';
import type { Call } from '../../support/iam.ts';
import { keyOf, withKey } from '../authorized/key.ts';
import { asked } from '../authorized/rule.ts';
import type { Deployed, Lane } from '../deployed/template.ts';
import { logged } from './functions.ts';
import type { RoleCall } from './implied.ts';

type Properties = Record<string, unknown>;
interface Environment {
  EnvironmentVariables: Array<{ Name: string; Type: string; Value: unknown }>;
}

/** What CodeBuild does in a build's name, and what the build's own commands ask for. @param admitted of the runs in each lane */
export function projects(deployed: Deployed, admitted: Record<Lane, AdmitOutput[]>): RoleCall[] {
  return deployed.ofType('AWS::CodeBuild::Project').flatMap(([id, properties]) => {
    const lane: Lane = id.startsWith('PipelineDeliveryLane') ? 'DeliveryLane' : 'PullRequestLane';
    const variables = (properties.Environment as Environment).EnvironmentVariables;
    const name = String(variables.find(({ Name }) => Name === 'SIGNALBOX_PROJECT')?.Value);
    const storeId = deployed.named('AWS::S3::Bucket', deployed.text(variableOf(variables, 'SIGNALBOX_STORE')));
    const store = deployed.resolver.arnOf(storeId);
    const images = deployed.ofType('AWS::ECR::Repository').find(([one]) => one.startsWith(`Pipeline${lane}`));
    const place = { store, images: deployed.resolver.arnOf(images?.[0] ?? '') };
    const calls: Call[] = [
      ...around(deployed, id, properties),
      ...withKey(deployed, keyOf(deployed, storeId), 'Decrypt', 'GenerateDataKey'),
      ...admitted[lane].flatMap(({ sourceKey, buildspecs }) => [
        asked('s3:GetObject', `${store}/${sourceKey}`),
        asked('s3:GetObjectVersion', `${store}/${sourceKey}`),
        ...callsOf(buildspecs[name as keyof typeof buildspecs], place),
      ]),
    ];
    return calls.map((call) => ({
      role: deployed.roleOf(id, 'ServiceRole'),
      call,
      by: `the build ${name} of ${lane}`,
    }));
  });
}

function variableOf(variables: Environment['EnvironmentVariables'], name: string): unknown {
  return variables.find(({ Name }) => Name === name)?.Value;
}

const reports = ['CreateReportGroup', 'CreateReport', 'UpdateReport'];
const ofKind: Record<string, string> = { TEST: 'BatchPutTestCases', CODE_COVERAGE: 'BatchPutCodeCoverages' };

/** Log, key, secrets, cache and reports of a project. */
function around(deployed: Deployed, id: string, properties: Properties): Call[] {
  const { LogsConfig, EncryptionKey, Environment, Cache } = properties as {
    LogsConfig: { CloudWatchLogs: { GroupName: unknown } };
    EncryptionKey: unknown;
    Environment: Environment;
    Cache: { Type: string; Location?: unknown };
  };
  const secrets = Environment.EnvironmentVariables.filter(({ Type }) => Type === 'SECRETS_MANAGER');
  const cached = Cache.Type === 'S3' ? `arn:aws:s3:::${deployed.text(Cache.Location)}` : undefined;
  const groups = deployed
    .ofType('AWS::CodeBuild::ReportGroup')
    .filter(([, { Name }]) => deployed.text(Name).startsWith(`${deployed.resolver.nameOf(id)}-`));
  return [
    ...logged(deployed, LogsConfig.CloudWatchLogs.GroupName),
    ...withKey(deployed, EncryptionKey, 'Decrypt', 'GenerateDataKey'),
    ...secrets.map(({ Value }) => asked('secretsmanager:GetSecretValue', deployed.text(Value))),
    ...(cached
      ? [
          asked('s3:GetObject', `${cached}/a`),
          asked('s3:PutObject', `${cached}/a`, { 's3:ObjectCreationOperation': 'true' }),
          asked('s3:ListBucket', cached.replace(/\/.*/, ''), { 's3:prefix': `${cached.replace(/^[^/]*\//, '')}/` }),
        ]
      : []),
    ...groups.flatMap(([group, { Type }]) =>
      [...reports, ofKind[String(Type)] ?? ''].map((action) =>
        asked(`codebuild:${action}`, deployed.resolver.arnOf(group)),
      ),
    ),
  ];
}
