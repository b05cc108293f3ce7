import { DescribeEndpointCommand, UpdateEndpointCommand } from '@aws-sdk/client-sagemaker';
import { putConfig, putEndpoint, variant } from './endpoint.ts';
import { Faults } from './faults.ts';
import { FakeSageMaker } from './sagemaker.ts';
import { VirtualClock } from './virtual-clock.ts';

const EndpointName = 'iris';
const update = (EndpointConfigName: string) => new UpdateEndpointCommand({ EndpointName, EndpointConfigName });
const look = new DescribeEndpointCommand({ EndpointName });

function served() {
  const clock = new VirtualClock();
  const faults = new Faults();
  const fake = new FakeSageMaker(clock, faults);
  putEndpoint(fake, EndpointName, 'c1', variant('main', 'm1'));
  for (const name of ['c2', 'c3']) putConfig(fake, name, variant('main', name));
  return { clock, faults, fake, client: fake.client, pending: () => fake.look(EndpointName)?.PendingDeploymentSummary };
}

/** Whether the promise is still open once everything that can happen has happened. */
async function isOpen(promise: Promise<unknown>): Promise<boolean> {
  const open = Symbol();
  const turns = async () => {
    for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
    return open;
  };
  return (await Promise.race([promise, turns()])) === open;
}

describe('instead of a call', () => {
  test('it is throttled in the words of the service, or in others', async () => {
    const { faults, client, pending } = served();
    faults.script('UpdateEndpoint', { kind: 'throttle' }, { kind: 'throttle', name: 'ValidationException' });
    await expect(client.send(update('c2'))).rejects.toMatchObject({
      name: 'ThrottlingException',
      message: 'Rate exceeded',
    });
    await expect(client.send(update('c2'))).rejects.toMatchObject({
      name: 'ValidationException',
      message: 'Rate exceeded',
    });
    expect(pending()).toBeUndefined();
    await client.send(update('c2'));
    expect(pending()?.EndpointConfigName).toBe('c2');
  });

  test('the service fails, or the request never gets there', async () => {
    const { faults, client, fake, pending } = served();
    faults.add('UpdateEndpoint', { kind: 'error', name: 'InternalFailure', message: 'try again', status: 500 });
    faults.add('UpdateEndpoint', { kind: 'lost-request' });
    await expect(client.send(update('c2'))).rejects.toMatchObject({
      $fault: 'server',
      $metadata: { httpStatusCode: 500 },
    });
    await expect(client.send(update('c2'))).rejects.toMatchObject({ name: 'TimeoutError' });
    expect(pending()).toBeUndefined();
    expect(fake.calls.map(({ outcome }) => outcome)).toEqual(['InternalFailure', 'TimeoutError']);
  });

  test('the caller is gone before or after the effect, and never hears', async () => {
    const { faults, client, fake, pending } = served();
    faults.script('UpdateEndpoint', { kind: 'kill', when: 'before' }, { kind: 'kill', when: 'after' });
    expect(await isOpen(client.send(update('c2')))).toBe(true);
    expect(pending()).toBeUndefined();
    expect(await isOpen(client.send(update('c2')))).toBe(true);
    expect(pending()?.EndpointConfigName).toBe('c2');
    expect(fake.calls.map(({ outcome }) => outcome)).toEqual(['pending', 'pending']);
  });

  test('something else answers', async () => {
    const { faults, client } = served();
    faults.add('DescribeEndpoint', { kind: 'instead', answer: () => ({ EndpointStatus: 'Deleting' }) });
    expect(await client.send(look)).toEqual({ EndpointStatus: 'Deleting' });
  });
});

describe('around a call', () => {
  test('the answer is lost and the effect is not', async () => {
    const { faults, client, pending } = served();
    faults.add('UpdateEndpoint', { kind: 'lost-response' });
    await expect(client.send(update('c2'))).rejects.toMatchObject({ name: 'TimeoutError' });
    expect(pending()?.EndpointConfigName).toBe('c2');
  });

  test('a repeated call meets its own effect', async () => {
    const { faults, client, pending } = served();
    faults.add('UpdateEndpoint', { kind: 'duplicate' });
    await expect(client.send(update('c2'))).rejects.toThrow('Cannot update in-progress endpoint');
    expect(pending()?.EndpointConfigName).toBe('c2');
  });

  test("somebody else's write comes just before or just after", async () => {
    const { faults, client, fake, pending } = served();
    faults.add('UpdateEndpoint', { kind: 'before', effect: () => fake.apply(update('c3')) });
    faults.add('DescribeEndpoint', { kind: 'after', effect: () => fake.clock.advance(300) });
    await expect(client.send(update('c2'))).rejects.toThrow('Cannot update in-progress endpoint');
    expect(pending()?.EndpointConfigName).toBe('c3');
    expect((await client.send(look)).EndpointStatus).toBe('Updating');
    expect(fake.look(EndpointName)).toMatchObject({ EndpointStatus: 'InService', EndpointConfigName: 'c3' });
    expect(fake.mutations).toEqual(['UpdateEndpoint']);
  });

  test('the write of a caller that is gone lands after those of others', async () => {
    const { faults, client, clock, fake } = served();
    faults.add('UpdateEndpoint', { kind: 'delay', seconds: 400, caller: 'gone' });
    expect(await isOpen(client.send(update('c2')))).toBe(true);
    await client.send(update('c3'));
    clock.advance(399);
    expect(fake.look(EndpointName)).toMatchObject({ EndpointStatus: 'InService', EndpointConfigName: 'c3' });
    clock.advance(1);
    expect(fake.look(EndpointName)).toMatchObject({
      EndpointStatus: 'Updating',
      PendingDeploymentSummary: { EndpointConfigName: 'c2' },
    });
    expect(fake.calls.at(-1)).toMatchObject({ operation: 'UpdateEndpoint', late: true, outcome: 'answered' });
  });

  test('what is accepted fails later', async () => {
    const { faults, client, clock, fake } = served();
    faults.add('UpdateEndpoint', { kind: 'trouble', trouble: 'no-capacity', reason: 'no ml.m5.large' });
    await client.send(update('c2'));
    clock.advance(300);
    expect(fake.look(EndpointName)).toMatchObject({ EndpointConfigName: 'c1', FailureReason: 'no ml.m5.large' });
  });
});

describe('which calls', () => {
  test('a script goes through the calls in their order, and null is a good one', async () => {
    const { faults, client } = served();
    faults.script('DescribeEndpoint', null, { kind: 'lost-request' }, null, { kind: 'throttle' });
    const outcomes: string[] = [];
    for (let call = 0; call < 5; call += 1)
      outcomes.push(
        await client.send(look).then(
          () => 'well',
          (error: Error) => error.name,
        ),
      );
    expect(outcomes).toEqual(['well', 'TimeoutError', 'well', 'ThrottlingException', 'well']);
    expect(faults.left).toBe(0);
  });

  test('a predicate sees the input, and a copy has its own count', async () => {
    const { faults, client, fake } = served();
    faults.add(({ input }) => input.EndpointConfigName === 'c2', { kind: 'throttle' }, { times: 2 });
    const copied = faults.copy();
    await expect(client.send(update('c2'))).rejects.toMatchObject({ name: 'ThrottlingException' });
    await client.send(update('c3'));
    expect([faults.left, copied.left]).toEqual([1, 2]);
    expect(fake.count('UpdateEndpoint')).toBe(2);
  });
});
