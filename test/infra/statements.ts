import { type Resource, spelled } from './pipeline.ts';

export interface Statement {
  Effect: string;
  Action: string[];
  Resource: string[];
  Condition?: Record<string, unknown>;
}

const list = (value: unknown): unknown[] => (Array.isArray(value) ? value : [value]);

// biome-ignore lint/suspicious/noExplicitAny: a statement as the template has it.
export function statementsOf(document: any): Statement[] {
  return document.Statement.map((statement: Record<string, unknown>) => ({
    Effect: statement.Effect,
    Action: list(statement.Action),
    Resource: list(statement.Resource ?? []).map(spelled),
    Condition: statement.Condition,
  }));
}

/** Statements on roles whose logical id begins like this. */
export function allowedBy(policies: Array<[string, Resource]>, prefix = ''): Statement[] {
  return policies.flatMap(([, { Properties }]) =>
    Properties.Roles.some(({ Ref }: { Ref: string }) => Ref.startsWith(prefix))
      ? statementsOf(Properties.PolicyDocument)
      : [],
  );
}

/** What AWS has no resources for. */
const unnamed = [
  /^xray:/,
  /^logs:(.*LogDelivery|ListLogDeliveries|PutResourcePolicy|DescribeResourcePolicies|DescribeLogGroups)$/,
  /^ecr:GetAuthorizationToken$/,
  /^cloudwatch:GetMetricData$/,
  /^inspector2:List(Coverage|Findings)$/,
  /^sagemaker:List(Endpoints|EndpointConfigs|Models)$/,
  /^application-autoscaling:DescribeScalableTargets$/,
];
/** What is kept in bounds by a condition instead. */
const conditioned = [/^cloudwatch:PutMetricData$/];

/** Actions that are wildcards, or allowed on all resources though they have some to name. */
export function withoutNames(statements: Statement[]): string[] {
  return statements.flatMap(({ Action, Resource, Condition }) => {
    const known = [...unnamed, ...(Condition ? conditioned : [])];
    const unbound = Resource.includes('*') ? Action.filter((action) => !known.some((one) => one.test(action))) : [];
    return [...Action.filter((action) => action.includes('*')), ...unbound];
  });
}
