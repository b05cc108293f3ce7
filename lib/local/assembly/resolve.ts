import { InternalError } from '../../core/errors.ts';

/** A CloudFormation resource as a template has it. */
export interface Resource {
  Type: string;
  Properties?: Record<string, unknown>;
  Metadata?: Record<string, unknown>;
}

/** Account and region of the laptop: nobody's. */
export const localAccount = '000000000000';
export const localRegion = 'local';

const pseudo: Record<string, string> = {
  'AWS::Partition': 'aws',
  'AWS::Region': localRegion,
  'AWS::AccountId': localAccount,
  'AWS::URLSuffix': 'amazonaws.com',
  'AWS::StackName': 'local',
};

/** Property that names a resource, where the template gives it a name; otherwise its logical id does. */
const nameProperty: Record<string, string> = {
  'AWS::Lambda::Function': 'FunctionName',
  'AWS::StepFunctions::StateMachine': 'StateMachineName',
  'AWS::CodeBuild::Project': 'Name',
  'AWS::S3::Bucket': 'BucketName',
  'AWS::SNS::Topic': 'TopicName',
  'AWS::ECR::Repository': 'RepositoryName',
  'AWS::Logs::LogGroup': 'LogGroupName',
  'AWS::CodeBuild::ReportGroup': 'Name',
};

const here = (service: string, resource: string) => `arn:aws:${service}:${localRegion}:${localAccount}:${resource}`;

const arnOf: Record<string, (name: string) => string> = {
  'AWS::Lambda::Function': (name) => here('lambda', `function:${name}`),
  'AWS::StepFunctions::StateMachine': (name) => here('states', `stateMachine:${name}`),
  'AWS::CodeBuild::Project': (name) => here('codebuild', `project/${name}`),
  'AWS::CodeBuild::ReportGroup': (name) => here('codebuild', `report-group/${name}`),
  'AWS::S3::Bucket': (name) => `arn:aws:s3:::${name}`,
  'AWS::SNS::Topic': (name) => here('sns', name),
  'AWS::SQS::Queue': (name) => here('sqs', name),
  'AWS::KMS::Key': (id) => here('kms', `key/${id}`),
  'AWS::ECR::Repository': (name) => here('ecr', `repository/${name}`),
  'AWS::Logs::LogGroup': (name) => here('logs', `log-group:${name}:*`),
  'AWS::Events::Rule': (name) => here('events', `rule/${name}`),
  'AWS::IAM::Role': (name) => `arn:aws:iam::${localAccount}:role/${name}`,
};

/** Types whose Ref is the ARN. */
const refIsArn = new Set(['AWS::StepFunctions::StateMachine', 'AWS::SNS::Topic']);

/** Resolves the intrinsic functions that CDK leaves in a value to the names and ARNs that a deployment would give. */
export class Resolver {
  private readonly resources: Record<string, Resource>;

  constructor(resources: Record<string, Resource>) {
    this.resources = resources;
  }

  /** Physical name of a resource. */
  nameOf(logicalId: string): string {
    const resource = this.find(logicalId);
    const named = resource.Properties?.[nameProperty[resource.Type] ?? ''];
    return named === undefined ? logicalId : this.text(named);
  }

  arnOf(logicalId: string): string {
    const { Type } = this.find(logicalId);
    return arnOf[Type]?.(this.nameOf(logicalId)) ?? `arn:aws:local:::${logicalId}`;
  }

  /** A text whose parts may be `Ref`, `Fn::GetAtt` and `Fn::Join`. InternalError `template-intrinsic` names any other. */
  text(value: unknown): string {
    if (typeof value === 'string') return value;
    if (typeof value === 'number' || typeof value === 'boolean') return String(value);
    const [intrinsic, argument] = Object.entries((value ?? {}) as Record<string, unknown>)[0] ?? ['nothing', null];
    if (intrinsic === 'Ref') return this.ref(String(argument));
    if (intrinsic === 'Fn::GetAtt') return this.attribute(argument as [string, string]);
    if (intrinsic === 'Fn::Join') return this.join(argument as [string, unknown[]]);
    throw new InternalError('template-intrinsic', `the template uses ${intrinsic}, which a laptop does not resolve`);
  }

  private join([separator, parts]: [string, unknown[]]): string {
    return parts.map((part) => this.text(part)).join(separator);
  }

  private ref(logicalId: string): string {
    const known = pseudo[logicalId];
    if (known !== undefined) return known;
    return refIsArn.has(this.find(logicalId).Type) ? this.arnOf(logicalId) : this.nameOf(logicalId);
  }

  private attribute([logicalId, name]: [string, string]): string {
    if (name === 'Arn') return this.arnOf(logicalId);
    if (name === 'Name') return this.nameOf(logicalId);
    return `${logicalId}.${name}`;
  }

  private find(logicalId: string): Resource {
    const resource = this.resources[logicalId];
    if (resource) return resource;
    throw new InternalError('template-reference', `the template refers to ${logicalId}, which it does not have`);
  }
}
