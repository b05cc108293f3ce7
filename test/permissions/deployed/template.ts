import { Resolver, type Resource } from '../../../lib/local/assembly/resolve.ts';
import { Iam } from '../../support/iam.ts';
import { resolvedText } from '../../support/resolved-text.ts';

export type Lane = 'DeliveryLane' | 'PullRequestLane';

/** A laptop's region is none that AWS has, and service models look. */
export const inRegion = (text: string): string => text.replaceAll(/([:.])local(?=:\d{12}|\.amazonaws)/g, '$1eu-west-1');
/** Back to where the resolver has everything. */
export const local = (text: string): string => text.replace(/:eu-west-1:000000000000:/, ':local:000000000000:');

/** A synthesized template, asked by the names that its functions know. */
export class Deployed {
  readonly resources: Record<string, Resource>;
  readonly resolver: Resolver;
  readonly iam: Iam;

  constructor(resources: Record<string, Resource>) {
    this.resources = resources;
    this.resolver = new Resolver(resources);
    this.iam = new Iam(resources);
  }

  ofType(type: string): Array<[id: string, Resource['Properties'] & object]> {
    return Object.entries(this.resources).flatMap(([id, { Type, Properties = {} }]) =>
      Type === type ? [[id, Properties] as [string, Record<string, unknown>]] : [],
    );
  }

  text(value: unknown): string {
    return resolvedText(this.resolver, value);
  }

  /** Logical id of the function of a step. */
  functionOf(step: string, lane: Lane = 'DeliveryLane'): string {
    const found = this.ofType('AWS::Lambda::Function').filter(
      ([id]) => id.startsWith(`Pipeline${lane}`) && this.environmentOf(id).SIGNALBOX_STEP === step,
    );
    if (found.length !== 1 || !found[0]) throw new Error(`${found.length} functions of step ${step} in ${lane}`);
    return found[0][0];
  }

  /** As Lambda sets it. */
  environmentOf(id: string): Record<string, string> {
    const { Variables = {} } = (this.property(id, 'Environment') ?? {}) as { Variables?: Record<string, unknown> };
    return Object.fromEntries(Object.entries(Variables).map(([name, value]) => [name, inRegion(this.text(value))]));
  }

  /** Step of a function of the template, by its physical name; undefined: it is not of the template. */
  stepOf(name: string): string | undefined {
    const found = this.ofType('AWS::Lambda::Function').find(([id]) => this.resolver.nameOf(id) === name);
    return found && this.environmentOf(found[0]).SIGNALBOX_STEP;
  }

  /** Logical id of the role that a resource runs as. */
  roleOf(id: string, property = 'Role'): string {
    if (this.resources[id]?.Type === 'AWS::IAM::Role') return id;
    const role = this.property(id, property) as { 'Fn::GetAtt'?: [string, string] } | undefined;
    const [found] = role?.['Fn::GetAtt'] ?? [];
    if (found === undefined) throw new Error(`${id} has no role of this template as its ${property}`);
    return found;
  }

  property(id: string, name: string): unknown {
    const resource = this.resources[id];
    if (!resource) throw new Error(`the template has no ${id}`);
    return resource.Properties?.[name];
  }

  /** Logical id of what has this name or URL. */
  named(type: string, name: string): string {
    const found = this.ofType(type).find(([id]) => [this.resolver.nameOf(id), id].includes(name));
    if (!found) throw new Error(`no ${type} is named ${name}`);
    return found[0];
  }

  arnOf(type: string, name: string): string {
    return this.resolver.arnOf(this.named(type, name));
  }
}
