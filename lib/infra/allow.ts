import { aws_iam as iam, type aws_kms as kms, Stack, Validations } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { InternalError } from '../core/errors.ts';

export interface Permission {
  actions: string[];
  resources: string[];
  /** Why a wildcard is as narrow as it gets; asked for as soon as a resource holds one. */
  because?: string;
  conditions?: Record<string, Record<string, unknown>>;
}

/**
 * A statement whose wildcards carry their reason to cdk-nag. `holder` is the role, or a construct above it.
 * The reason covers this resource only: any other wildcard is a finding still.
 */
export function statement(
  holder: IConstruct,
  { actions, resources, because, conditions }: Permission,
): iam.PolicyStatement {
  for (const resource of resources.map((resource) => flattened(Stack.of(holder).resolve(resource)))) {
    if (!resource.includes('*')) continue;
    if (because === undefined)
      throw new InternalError('wildcard-without-reason', `${actions.join(', ')} on ${resource} needs a reason`);
    acknowledge(holder, `AwsSolutions-IAM5[Resource::${resource}]`, because);
  }
  return new iam.PolicyStatement({ actions, resources, ...(conditions ? { conditions } : {}) });
}

export function allow(role: iam.Role, permission: Permission): void {
  role.addToPolicy(statement(role, permission));
}

/** What a role does with what lies under a key: who only reads it has no use for new data keys. */
export type KeyUse = 'read' | 'read and write';

/** To decrypt, and to encrypt; unlike CDK's grant it names its actions without wildcards. A key's own policy must let IAM decide. */
export function useKey(key: kms.IKey, role: iam.IRole, use: KeyUse = 'read and write'): void {
  const actions = ['kms:Decrypt', ...(use === 'read' ? [] : ['kms:GenerateDataKey'])];
  role.addToPrincipalPolicy(new iam.PolicyStatement({ actions, resources: [key.keyArn] }));
}

export function acknowledge(scope: IConstruct, id: string, reason: string): void {
  Validations.of(scope).acknowledge({ id, reason });
}

/** For a wildcard in a statement that CDK writes itself. */
export function acknowledgeResource(scope: IConstruct, resource: string, reason: string): void {
  acknowledge(scope, `AwsSolutions-IAM5[Resource::${flattened(Stack.of(scope).resolve(resource))}]`, reason);
}

/** A resource as cdk-nag spells it in a finding: `<LogicalId.Arn>/runs/*`. */
function flattened(resource: unknown): string {
  if (typeof resource === 'string') return resource;
  if (Array.isArray(resource)) return resource.map(flattened).join('');
  const [[intrinsic, value] = ['', '']] = Object.entries(resource as Record<string, unknown>);
  if (intrinsic === 'Ref') return `<${value}>`;
  if (intrinsic === 'Fn::GetAtt') return `<${(value as string[]).join('.')}>`;
  if (intrinsic === 'Fn::Join') return flattened((value as [string, unknown[]])[1]);
  return JSON.stringify(resource);
}
