import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { ModelDelivery } from '../../lib/infra/model-delivery.ts';
import type { ModelDeliveryProps } from '../../lib/infra/model-delivery-props.ts';
import { Workload } from '../../lib/infra/workload.ts';

export interface Resource {
  Type: string;
  // biome-ignore lint/suspicious/noExplicitAny: a template's properties have no types, and every test looks elsewhere.
  Properties: any;
  Metadata?: { signalbox?: { machine: string } };
}

/**
 * A synthesized pipeline named `iris`, without the functions' code. `validated`: CDK's own validation of the template throws at whatever
 * it finds; it takes three times as long as all the rest, so one test asks for it.
 */
export function pipeline(
  props: (stack: Stack) => Partial<ModelDeliveryProps> = () => ({}),
  { validated = false }: { validated?: boolean } = {},
) {
  const app = new App({
    context: { 'signalbox:assets': 'none', '@aws-cdk/core:strictCfnValidateErrors': true },
    builtinCloudFormationValidation: validated,
  });
  const stack = new Stack(app, 'Test');
  const workload = Workload.fromFolder('examples/iris');
  const construct = new ModelDelivery(stack, 'Pipeline', { pipelineName: 'iris', workload, ...props(stack) });
  const resources = Template.fromStack(stack).toJSON().Resources as Record<string, Resource>;
  return { app, stack, construct, resources, ofType: (type: string) => byType(resources, type) };
}

function byType(resources: Record<string, Resource>, type: string): Array<[string, Resource]> {
  return Object.entries(resources).filter(([, resource]) => resource.Type === type);
}

/** A text of the template with its references spelled `<LogicalId.Arn>`. */
export function spelled(value: unknown): string {
  if (typeof value === 'string') return value;
  const [[intrinsic, argument] = ['', '']] = Object.entries(value as Record<string, unknown>);
  if (intrinsic === 'Fn::Join') return (argument as [string, unknown[]])[1].map(spelled).join('');
  return `<${Array.isArray(argument) ? argument.join('.') : argument}>`;
}
