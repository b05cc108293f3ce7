import { aws_ec2 as ec2 } from 'aws-cdk-lib';
import { paidTrainingSchema } from '../../lib/core/cost/paid-training.ts';
import { Training } from '../../lib/infra/training/factories.ts';
import { pipeline } from './pipeline.ts';

const instanceType = (name: string) => new ec2.InstanceType(name);

function told(...props: Parameters<typeof pipeline>) {
  const variables = pipeline(...props)
    .ofType('AWS::Lambda::Function')
    .map(([, { Properties }]) => Properties.Environment.Variables);
  const paying = variables.filter((one) => one.SIGNALBOX_TRAINING !== undefined);
  return {
    steps: paying.map((one) => one.SIGNALBOX_STEP).sort(),
    training: paidTrainingSchema.parse(JSON.parse(paying[0]?.SIGNALBOX_TRAINING)),
  };
}

test('those that let a training begin, and those that end a run, know what trains and what it may cost', () => {
  const { steps, training } = told(() => ({ trainingBudget: { maxDollarsPerRun: 5 } }));
  // Of deliveries and of pull requests; only a delivery is recovered.
  expect(steps).toEqual(['admit', 'admit', 'recover', 'settle', 'settle']);
  expect(training).toEqual({
    ...{ kind: 'build', size: 'BUILD_GENERAL1_MEDIUM', count: 1, spot: false, limitSeconds: 28_800 },
    budget: { maxDollarsPerRun: 5 },
  });
});

test('instances are told as SageMaker names them', () => {
  const on = Training.sagemaker({ instanceType: instanceType('g5.xlarge'), instanceCount: 3, spot: true });
  expect(told(() => ({ training: on })).training).toEqual({
    ...{ kind: 'instances', size: 'ml.g5.xlarge', count: 3, spot: true, limitSeconds: 86_400, budget: {} },
  });
});

test('a build that trains is stopped after the minutes that Admit allows, and no other build is', () => {
  const machines = pipeline().ofType('AWS::StepFunctions::StateMachine');
  const limited = machines.filter(([, { Properties }]) =>
    JSON.stringify(Properties.DefinitionString).includes(
      String.raw`TimeoutInMinutesOverride.$\":\"$.admit.limits.trainMinutes`,
    ),
  );
  expect(limited.map(([, { Metadata }]) => Metadata?.signalbox?.machine).sort()).toEqual(['delivery', 'pull_request']);
  const overrides = JSON.stringify(machines).match(/TimeoutInMinutesOverride/g);
  expect(overrides).toHaveLength(2);
});

test.each([
  [{ maxDollarsPerRun: 0 }, /trainingBudget\.maxDollarsPerRun: got 0; allowed: dollars above 0/],
  [{ maxDollarsPerMonth: Number.NaN }, /trainingBudget\.maxDollarsPerMonth: got NaN/],
])('%j is refused when it is synthesized', (trainingBudget, sentence) => {
  expect(() => pipeline(() => ({ trainingBudget }))).toThrow(sentence);
});

test('a budget of what has no price is refused when it is synthesized, and without one it may train', () => {
  const training = Training.sagemaker({ instanceType: instanceType('p9.48xlarge') });
  const trainingBudget = { maxDollarsPerRun: 5 };
  expect(() => pipeline(() => ({ training, trainingBudget }))).toThrow(/the price table has no ml\.p9\.48xlarge/);
  expect(() => pipeline(() => ({ training }))).not.toThrow();
});
