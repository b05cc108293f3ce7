import { Resolver, type Resource } from '../../lib/local/assembly/resolve.ts';
import { resolvedText } from './resolved-text.ts';

/** A call of an API as AWS authorizes it. */
export interface Call {
  /** `s3:GetObject`. */
  action: string;
  resource: string;
  /** What conditions may ask about the request, by condition key. */
  context?: Record<string, string>;
}

export type Answer = 'allowed' | 'not allowed' | 'denied';

/** One action that is allowed on one resource; either may have wildcards. */
export interface Grant {
  action: string;
  resource: string;
  condition: Condition;
}

type Condition = Record<string, Record<string, string | string[]>>;

interface Statement {
  effect: 'Allow' | 'Deny';
  actions: string[];
  resources: string[];
  condition: Condition;
  /** Of a resource policy: ARNs of roles, services, or `*`. */
  principals: string[];
}

// biome-ignore lint/suspicious/noExplicitAny: a policy document as a template has it.
type Document = any;

/** How a role stands to a call: policies of the role, then those of the resource; nothing else is in these templates. */
const resourcePolicies: Record<string, { document: string; of: string | null }> = {
  'AWS::S3::BucketPolicy': { document: 'PolicyDocument', of: null },
  'AWS::SQS::QueuePolicy': { document: 'PolicyDocument', of: null },
  'AWS::SNS::TopicPolicy': { document: 'PolicyDocument', of: null },
  // Their statements say `*`, or nothing, and mean the resource that they are on.
  'AWS::KMS::Key': { document: 'KeyPolicy', of: 'self' },
  'AWS::ECR::Repository': { document: 'RepositoryPolicyText', of: 'self' },
};

/**
 * Evaluates the policies of a synthesized template as IAM does within one account: what is denied anywhere is denied; else the
 * role's policy or the resource's must allow it. A key lets the role's policy count only where its own policy says so.
 * An operator or element that is not known here is an error, never a guess.
 */
export class Iam {
  readonly #byRole = new Map<string, Statement[]>();
  readonly #onResources: Statement[] = [];
  readonly #resolver: Resolver;

  constructor(resources: Record<string, Resource>) {
    this.#resolver = new Resolver(resources);
    for (const [id, { Type, Properties = {} }] of Object.entries(resources)) {
      if (Type === 'AWS::IAM::Role') this.#roleIs(id, Properties);
      if (Type === 'AWS::IAM::Policy') {
        for (const role of Properties.Roles as unknown[])
          this.#add(this.#text(role), this.#statements(Properties.PolicyDocument));
      }
      const policy = resourcePolicies[Type];
      if (policy && Properties[policy.document])
        this.#onResources.push(...this.#statements(Properties[policy.document], policy.of && this.#resolver.arnOf(id)));
    }
  }

  /** @param role logical id */
  ask(role: string, call: Call): Answer {
    const { action, resource } = call;
    const theirs = this.#saidOf(this.#resolver.arnOf(role), call);
    const mine = this.#own(role).filter((one) => fits(one, call));
    if ([...mine, ...theirs].some(({ effect }) => effect === 'Deny')) return 'denied';
    if (theirs.length > 0) return 'allowed';
    return mine.length > 0 && (!action.startsWith('kms:') || this.#delegates(action, resource))
      ? 'allowed'
      : 'not allowed';
  }

  /** A service that calls in nobody's name has what the resource's policy says, and no more. @param service `events.amazonaws.com` */
  askService(service: string, call: Call): Answer {
    const said = this.#saidOf(service, call);
    if (said.some(({ effect }) => effect === 'Deny')) return 'denied';
    return said.length > 0 ? 'allowed' : 'not allowed';
  }

  /** Logical ids of all roles. */
  roles(): string[] {
    return [...this.#byRole.keys()];
  }

  /** Each action on each resource that a role's own policies allow. */
  grantsOf(role: string): Grant[] {
    return this.#own(role).flatMap(({ effect, actions, resources, condition }) =>
      effect === 'Deny'
        ? []
        : actions.flatMap((action) => resources.map((resource) => ({ action, resource, condition }))),
    );
  }

  #own(role: string): Statement[] {
    const own = this.#byRole.get(role);
    if (own === undefined) throw new Error(`the template has no role ${role}`);
    return own;
  }

  /** What policies of resources say about a caller, by ARN or service. */
  #saidOf(who: string, call: Call): Statement[] {
    return this.#onResources.filter(
      (one) => fits(one, call) && one.principals.some((principal) => principal === '*' || principal === who),
    );
  }

  /** Whether the key's policy lets the account's policies decide. */
  #delegates(action: string, key: string): boolean {
    return this.#onResources.some(
      ({ effect, principals, actions, resources }) =>
        effect === 'Allow' &&
        principals.some((who) => /:iam::\d+:root$/.test(who)) &&
        resources.includes(key) &&
        actions.some((pattern) => matches(pattern, action)),
    );
  }

  #roleIs(id: string, { Policies = [], ManagedPolicyArns = [], PermissionsBoundary }: Document): void {
    if (ManagedPolicyArns.length > 0 || PermissionsBoundary)
      throw new Error(`${id}: managed policies are not known here`);
    this.#add(
      id,
      Policies.flatMap(({ PolicyDocument }: Document) => this.#statements(PolicyDocument)),
    );
  }

  #add(role: string, statements: Statement[]): void {
    this.#byRole.set(role, [...(this.#byRole.get(role) ?? []), ...statements]);
  }

  #statements(document: Document, self?: string | null): Statement[] {
    return document.Statement.map((given: Document): Statement => {
      const { Sid: _, Effect, Action, Resource, Condition = {}, Principal, ...rest } = given;
      if (Object.keys(rest).length > 0) throw new Error(`${Object.keys(rest)} is not known here`);
      return {
        effect: Effect,
        actions: list(Action),
        resources: self ? [self] : list(Resource).map((one) => this.#text(one)),
        condition: this.#resolved(Condition) as Condition,
        principals: Principal === undefined || Principal === '*' ? ['*'] : this.#principals(Principal),
      };
    });
  }

  #principals(principal: Record<string, unknown>): string[] {
    return Object.values(principal).flatMap((who) => list(who).map((one) => this.#text(one)));
  }

  #text(value: unknown): string {
    return resolvedText(this.#resolver, value);
  }

  #resolved(value: unknown): unknown {
    if (Array.isArray(value)) return value.map((one) => this.#resolved(one));
    if (typeof value !== 'object' || value === null) return String(value);
    if (Object.keys(value).some((key) => key === 'Ref' || key.startsWith('Fn::'))) return this.#text(value);
    return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, this.#resolved(one)]));
  }
}

/** Whether a grant is what allows this call. */
export function grants({ action, resource, condition }: Grant, call: Call): boolean {
  return fits({ actions: [action], resources: [resource], condition }, call);
}

function fits(
  { actions, resources, condition }: Pick<Statement, 'actions' | 'resources' | 'condition'>,
  { action, resource, context = {} }: Call,
): boolean {
  const request = { 'aws:securetransport': 'true', 's3:tlsversion': '1.3', ...lowered(context) };
  return (
    actions.some((pattern) => matches(pattern.toLowerCase(), action.toLowerCase())) &&
    resources.some((pattern) => matches(pattern, resource)) &&
    holds(condition, request)
  );
}

const operators: Record<string, (asked: string, got: string) => boolean> = {
  StringEquals: (asked, got) => asked === got,
  StringLike: matches,
  ArnEquals: matches,
  ArnLike: matches,
  Bool: (asked, got) => asked === got,
  NumericLessThan: (asked, got) => Number(got) < Number(asked),
};

/** All keys of all operators must hold; of several values, one. A key that the request does not have fails, but for Null. */
function holds(condition: Condition, request: Record<string, string>): boolean {
  return Object.entries(condition).every(([operator, keys]) =>
    Object.entries(keys).every(([key, asked]) => {
      const got = request[key.toLowerCase()];
      if (operator === 'Null') return list(asked).includes(String(got === undefined));
      const test = operators[operator];
      if (test === undefined) throw new Error(`the operator ${operator} is not known here`);
      return got !== undefined && list(asked).some((one) => test(String(one), got));
    }),
  );
}

/** IAM's wildcards: `*` for any text, `?` for one character. */
function matches(pattern: string, text: string): boolean {
  const source = pattern
    .replaceAll(/[\\^$.|+()[\]{}]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  return new RegExp(`^${source}$`, 's').test(text);
}

function list<T>(value: T | T[]): T[] {
  return Array.isArray(value) ? value : [value];
}

function lowered(context: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(context).map(([key, value]) => [key.toLowerCase(), value]));
}
