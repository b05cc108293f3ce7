import { aws_secretsmanager as secretsmanager } from 'aws-cdk-lib';
import { Repository } from '../../../lib/infra/repositories/factories.ts';
import { Resolver } from '../../../lib/local/assembly/resolve.ts';
import { type Call, Iam } from '../../support/iam.ts';
import { pipeline, type Resource } from '../pipeline.ts';

export const secretArn = (name: string) => `arn:aws:secretsmanager:local:000000000000:secret:${name}-AbCdEf`;

/** A pipeline that is connected to GitHub, as its template says. */
function connected(productionData: boolean) {
  const { resources } = pipeline((stack) => {
    const secret = (name: string) => secretsmanager.Secret.fromSecretCompleteArn(stack, name, secretArn(name));
    return {
      repository: Repository.gitHub({
        repository: 'octo/iris',
        webhookSecret: secret('webhook'),
        token: secret('token'),
      }),
      codecovToken: secret('codecov'),
      pullRequests: { productionData },
    };
  });
  const resolver = new Resolver(resources);
  const id = (type: string, part: string | RegExp): string => {
    const found = Object.entries(resources).filter(([one, { Type }]) => Type === type && one.match(part));
    if (found.length !== 1) throw new Error(`${found.length} resources ${type} fit ${part}`);
    return String(found[0]?.[0]);
  };
  return {
    resources,
    iam: new Iam(resources),
    id,
    arn: (type: string, part: string | RegExp) => resolver.arnOf(id(type, part)),
    resolver,
  };
}
export const ours = connected(false);
export const generous = connected(true);
export type Template = typeof ours;

export const lane = 'PipelinePullRequestLane';
export const store = ours.arn('AWS::S3::Bucket', 'StorageStore');
export const data = ours.arn('AWS::S3::Bucket', 'StorageData');
export const images = {
  theirs: ours.arn('AWS::ECR::Repository', lane),
  deliverys: ours.arn('AWS::ECR::Repository', 'DeliveryLane'),
};
export const notificationsKey = ours.arn('AWS::KMS::Key', 'Notifications');

export const roleOf = ({ Properties }: Resource, property: string): string => Properties[property]['Fn::GetAtt'][0];

/** Logical id of the role of a pull request's step. */
export function stepRole({ resources }: Template, step: string): string {
  const found = Object.entries(resources).filter(
    ([id, { Type, Properties }]) =>
      Type === 'AWS::Lambda::Function' &&
      id.startsWith(lane) &&
      Properties.Environment.Variables.SIGNALBOX_STEP === step,
  );
  if (found.length !== 1 || !found[0]) throw new Error(`${found.length} functions of step ${step} in the lane`);
  return roleOf(found[0][1], 'Role');
}

export const projectRole = ({ resources, id }: Template, project: string): string =>
  roleOf(resources[id('AWS::CodeBuild::Project', `${lane}${project}build`)] as Resource, 'ServiceRole');

/** All that runs for a pull request: its steps, builds, served candidate and machine. */
export const pullRequestRoles = ours.iam
  .roles()
  .filter((role) => role.startsWith(lane) || role.startsWith('PipelineMachinesPullRequest'));

export const asked = (action: string, resource: string, context?: Record<string, string>): Call => ({
  action,
  resource,
  ...(context ? { context } : {}),
});
export const inStore = (action: string, key: string): Call =>
  asked(action, `${store}/${key}`, { 's3:ObjectCreationOperation': 'true', 's3:if-none-match': '*' });
