import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { aws_ec2 as ec2 } from 'aws-cdk-lib';
import { assumptionsOf } from '../../lib/core/cost/assumptions.ts';
import { estimate } from '../../lib/core/cost/estimate.ts';
import { templateFacts } from '../../lib/core/cost/template.ts';
import { Target } from '../../lib/infra/targets/factories.ts';
import { Training } from '../../lib/infra/training/factories.ts';
import { policyOf } from '../../lib/infra/workload.ts';
import { onCodeCommit, onGitHub } from './connected.ts';
import { pipeline } from './pipeline.ts';
import { targetProps } from './target-props.ts';

const factsOf = (...props: Parameters<typeof pipeline>) =>
  templateFacts(JSON.stringify({ Resources: pipeline(...props).resources }), 'template.json');

test.each([
  ['plain', () => ({})],
  ['on GitHub', onGitHub],
  ['on CodeCommit', onCodeCommit],
  ...Object.entries(targetProps).map(([name, props]) => [name, () => props] as const),
] as const)('%s: nothing of the template is paid by the hour, and how each is paid is known', (_name, props) => {
  const { hourly, unknown } = factsOf(props);
  expect({ hourly, unknown }).toEqual({ hourly: [], unknown: [] });
});

test('an idle pipeline on a Lambda alias pays for its key, its alarms, its clocks and its polls', () => {
  const { resources } = pipeline();
  const { monthly, clocks, polledQueues, served } = factsOf();
  const watched = Object.values(resources)
    .filter(({ Type }) => Type === 'AWS::CloudWatch::Alarm')
    .map(
      ({ Properties: { Metrics = [{ MetricStat: {} }] } }) =>
        Metrics.filter((one: object) => 'MetricStat' in one).length,
    );
  // Some look at several metrics at once, and each is paid.
  expect(Math.max(...watched)).toBeGreaterThan(1);
  const alarms = watched.reduce((sum, one) => sum + one, 0);
  expect(monthly).toEqual(
    expect.arrayContaining([
      { price: 'key', count: 1 },
      { price: 'alarm', count: alarms },
    ]),
  );
  expect(monthly.map(({ price }) => price).filter((price) => /instance|provisioned/.test(price))).toEqual([]);
  expect(clocks).toEqual(
    expect.arrayContaining([
      { step: 'recover', calls: 8_760 },
      { step: 'reconcile', calls: 4_380 },
    ]),
  );
  expect(polledQueues).toBe(1);
  expect(served).toEqual({ kind: 'function', memoryMiB: 1_769, architecture: 'x86_64', keptReady: 0 });
});

test('something that is paid by the hour is found, and so is what nobody knows', () => {
  const { resources } = pipeline();
  const planted = {
    Nat: { Type: 'AWS::EC2::NatGateway' },
    Warm: { Type: 'AWS::Lambda::Alias', Properties: { ProvisionedConcurrencyConfig: {} } },
    New: { Type: 'AWS::New::Thing' },
  };
  const { hourly, unknown } = templateFacts(JSON.stringify({ Resources: { ...resources, ...planted } }), 'x.json');
  expect({ hourly, unknown }).toEqual({ hourly: ['Nat', 'Warm'], unknown: ['AWS::New::Thing'] });
});

test('what trains and what serves are read off the template', () => {
  expect(factsOf().training).toEqual({ kind: 'build', size: 'BUILD_GENERAL1_MEDIUM', count: 1, spot: false });
  const instanceType = ec2.InstanceType.of(ec2.InstanceClass.G5, ec2.InstanceSize.XLARGE);
  const trained = factsOf(() => ({ training: Training.sagemaker({ instanceType, instanceCount: 2, spot: true }) }));
  expect(trained.training).toEqual({ kind: 'instances', size: 'ml.g5.xlarge', count: 2, spot: true });
  expect(factsOf(() => targetProps['sagemaker-endpoint'] ?? {}).served).toEqual({
    kind: 'instances',
    size: 'ml.m5.large',
    count: 2,
  });
  expect(factsOf(() => ({ target: Target.lambdaAlias({ provisionedConcurrency: 2 }) })).served).toMatchObject({
    keptReady: 2,
  });
});

test('a file that is no template of ours is refused', () => {
  expect(() => templateFacts('{', 'x.json')).toThrow(/^x\.json is no CloudFormation template in JSON/);
  expect(() => templateFacts('{"Resources": {}}', 'x.json')).toThrow(/^x\.json has no delivery machine of Signalbox/);
});

test('docs/cost.md says what an idle pipeline costs', () => {
  const page = readFileSync(join(import.meta.dirname, '../../docs/cost.md'), 'utf8');
  const policy = policyOf('examples/iris');
  const { idlePerMonth, lines } = estimate(factsOf(), policy, 'us-east-1', assumptionsOf(policy, {}));
  const paid = (unit: string) => `$${lines.find((line) => line.unit === unit)?.dollars?.toFixed(2)}`;
  expect(page).toContain(
    `that is $${idlePerMonth.toFixed(2)} a month without storage and free tiers, of which the dashboard is ${paid('dashboards')} and alarms are ${paid('metrics of alarms')};`,
  );
});
