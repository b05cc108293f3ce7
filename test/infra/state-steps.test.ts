import { stateSteps } from '../../lib/core/cost/state-steps.ts';
import { pipeline, spelled } from './pipeline.ts';

interface State {
  Resource?: string;
  Parameters?: { FunctionName?: string };
}

test('every state that calls a function and waits for it is counted for that function, and no other state is', () => {
  const { resources, ofType } = pipeline();
  const found = ofType('AWS::StepFunctions::StateMachine').flatMap(([, { Properties }]) => {
    const { States } = JSON.parse(spelled(Properties.DefinitionString)) as { States: Record<string, State> };
    return Object.entries(States).flatMap(([name, { Resource = '', Parameters }]) => {
      // A function that hands on a token is called for a moment, however long its state lasts.
      if (!Resource.endsWith(':states:::lambda:invoke')) return [];
      const id = /^<(\w+)\.Arn>$/.exec(Parameters?.FunctionName ?? '')?.[1] ?? '';
      return [[name, resources[id]?.Properties.Environment.Variables.SIGNALBOX_STEP]];
    });
  });
  expect(Object.fromEntries(found)).toEqual(stateSteps);
});
