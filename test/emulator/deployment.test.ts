import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { GetFunctionConfigurationCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { DescribeStateMachineCommand, SFNClient } from '@aws-sdk/client-sfn';
import type { DeployedPlace } from '../../lib/core/deployed-place.ts';
import { environment } from '../../lib/core/environment.ts';
import { Deployed } from './deployed.ts';
import { secondsLines, timed } from './seconds.ts';
import { swapLines } from './swaps.ts';

let deployed: Deployed;
let place: DeployedPlace;
/** No change of IAM waits for an answer. */
const deploy = ['deploy', '--require-approval', 'never'];

beforeAll(async () => {
  deployed = await timed('the emulator starts', () => Deployed.start());
  process.stdout.write(`${swapLines().join('\n')}\n`);
});
afterAll(async () => {
  await deployed?.stop();
  process.stdout.write(`${secondsLines().join('\n')}\n`);
});

const exists = (asked: Promise<unknown>) =>
  asked.then(
    () => true,
    ({ name }: Error) => name,
  );
const machine = async (stateMachineArn: string) =>
  exists(new SFNClient(deployed.reach).send(new DescribeStateMachineCommand({ stateMachineArn })));
const functionOf = async (name: string | undefined) =>
  new LambdaClient(deployed.reach).send(new GetFunctionConfigurationCommand({ FunctionName: name }));

/** Key of the workload that the intake starts runs with. */
async function sourceOfRuns(): Promise<string | undefined> {
  const { Environment } = await functionOf(place.functions.intake);
  return Environment?.Variables?.[environment.workloadKey];
}

test('cdk bootstrap prepares the account', async () => {
  expect(await timed('cdk bootstrap', () => deployed.cdk('bootstrap'))).toContain('bootstrapped');
});

test('cdk deploy makes every part that the pipeline says it has', async () => {
  await timed('cdk deploy', () => deployed.cdk(...deploy));
  place = await deployed.place();
  expect(await Promise.all(Object.values(place.machines).map(machine))).toEqual([true, true, true]);
  for (const name of Object.values(place.functions))
    expect(await functionOf(name)).toMatchObject({ State: 'Active', Runtime: 'nodejs24.x' });
});

test('cdk diff finds nothing to change afterwards', async () => {
  expect(await timed('cdk diff', () => deployed.cdk('diff', '--fail'))).toContain('There were no differences');
});

test('a second cdk deploy changes nothing', async () => {
  expect(await timed('cdk deploy, again', () => deployed.cdk(...deploy))).toContain('(no changes)');
});

test('an update brings a changed workload to the intake', async () => {
  const before = await sourceOfRuns();
  appendFileSync(join(deployed.workload, 'src/model.py'), '# a change\n');
  await timed('cdk deploy, of a change', () => deployed.cdk(...deploy));
  expect(await sourceOfRuns()).not.toEqual(before);
});

test('cdk destroy takes the machines and leaves the data', async () => {
  await deployed.bucket(place.data).put('incoming/iris/a/iris.csv', 'a drop');
  await timed('cdk destroy', () => deployed.cdk('destroy', '--force'));
  expect(await Promise.all(Object.values(place.machines).map(machine))).toEqual(
    Array(3).fill('StateMachineDoesNotExist'),
  );
  const kept = await deployed.bucket(place.data).get('incoming/iris/a/iris.csv');
  expect(new TextDecoder().decode(kept?.bytes)).toBe('a drop');
  expect(await deployed.bucket(place.store).get('channels/production.json')).toBeUndefined();
});
