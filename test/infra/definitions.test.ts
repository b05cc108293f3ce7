import { join } from 'node:path';
import { Template } from 'aws-cdk-lib/assertions';
import { deliveryApp } from '../../lib/infra/delivery-app.ts';

const workload = join(import.meta.dirname, '../../examples/iris');

/** Definitions of all machines, by logical id, with the intrinsic functions that a deployment resolves. */
function definitions(context: Record<string, string>): Record<string, unknown> {
  // Another test has CDK validate templates.
  const read = { CDK_CONTEXT_JSON: JSON.stringify(context), CDK_VALIDATION: 'false' };
  const replaced = jest.replaceProperty(process, 'env', { ...process.env, ...read });
  try {
    const [stack] = deliveryApp(workload).synth().stacks;
    const machines = Template.fromJSON(stack?.template).findResources('AWS::StepFunctions::StateMachine');
    return Object.fromEntries(
      Object.entries(machines).map(([id, { Properties }]) => [id, Properties.DefinitionString]),
    );
  } finally {
    replaced.restore();
  }
}

test('what a laptop runs, synthesized without assets, is what a deployment creates', () => {
  const local = definitions({ 'signalbox:assets': 'none' });
  expect(Object.keys(local)).toHaveLength(4);
  expect(local).toEqual(definitions({}));
});
