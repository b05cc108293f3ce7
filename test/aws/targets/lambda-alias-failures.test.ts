import { UpdateAliasCommand } from '@aws-sdk/client-lambda';
import { LambdaAliasTarget } from '../../../lib/aws/targets/lambda-alias.ts';
import type { ServedFunction } from '../../../lib/aws/targets/lambda-settings.ts';
import { noRoute, type Progress, type Route } from '../../../lib/core/rollout/traffic.ts';
import { deploymentTargetContract } from '../../contracts/deployment-target.ts';
import { Faults } from '../../fakes/aws/faults.ts';
import type { LambdaSettings } from '../../fakes/aws/lambda/state.ts';
import { FakeLambda } from '../../fakes/aws/lambda.ts';
import { VirtualClock } from '../../fakes/aws/virtual-clock.ts';

const FunctionName = 'iris';
const Name = 'production';
const served: ServedFunction = {
  functionName: FunctionName,
  alias: Name,
  roleArn: 'arn:aws:iam::123456789012:role/served',
  repositoryUri: '123456789012.dkr.ecr.eu-central-1.amazonaws.com/iris',
  storeBucket: 'store',
  memoryMb: 1024,
  timeoutSeconds: 30,
  architecture: 'x86_64',
};
const servable = (id: string) => ({
  id,
  sourceDigest: 's',
  imageDigest: `sha256:${id}`,
  imageUri: null,
  modelDigest: `model-${id}`,
});
const all = (stable: string): Route => ({ stable, candidate: null, candidatePercent: 0 });
const split = (candidatePercent: number): Route => ({ stable: 'one', candidate: 'two', candidatePercent });

function place(more: Partial<ServedFunction> = {}, settings: Partial<LambdaSettings> = {}) {
  const clock = new VirtualClock();
  const faults = new Faults();
  const fake = new FakeLambda(clock, faults, settings);
  const target = new LambdaAliasTarget(fake.client, { ...served, ...more }, clock.sleep, clock);
  const until = async (ask: () => Promise<Progress>) => {
    let asked = 1;
    while ((await ask()) === 'pending') {
      clock.advance(10);
      asked += 1;
      if (asked > 100) throw new Error('still pending');
    }
    return asked;
  };
  const prepare = (id: string) => until(() => target.prepare(servable(id)));
  const found = () => fake.state.functions[FunctionName] ?? never();
  const versionOf = (id: string) => found().versions.find(({ Description }) => Description === id)?.Version ?? never();
  return { clock, faults, fake, target, until, prepare, found, versionOf };
}

async function live(more: Partial<ServedFunction> = {}, settings: Partial<LambdaSettings> = {}) {
  const at = place(more, settings);
  await at.prepare('one');
  await at.prepare('two');
  await at.until(() => at.target.shift(all('one'), noRoute));
  at.fake.calls = [];
  return at;
}

function never(): never {
  throw new Error('there is one');
}

deploymentTargetContract(
  'LambdaAliasTarget on a clock',
  async () => {
    const { clock, fake, target, found } = place({ provisionedConcurrency: 2, warmUpInvocations: 3 });
    fake.invoke = (_, version) => {
      const { Description } = found().versions.find(({ Version }) => Version === version) ?? {};
      return Description === 'broken' ? new Error('exited') : { statusCode: 200 };
    };
    return {
      target,
      good: [servable('one'), servable('two')],
      broken: servable('broken'),
      prepared: async () => found().versions.map(({ Description }) => Description ?? ''),
      wait: () => clock.advance(10),
      close: async () => {},
    };
  },
  {
    compared: { refused: 'manner-unsupported', because: 'an alias names at most two versions' },
    mirrored: { refused: 'manner-unsupported', because: 'an alias sends a request to one version' },
    sticky: { refused: 'manner-unsupported', because: 'an alias draws each request anew' },
  },
);

describe('when something fails before the first step', () => {
  test('publishing or starting the version: nothing to take back, stable is untouched, and what came up is removed', async () => {
    const { fake, target, prepare, found } = await live();
    fake.state.settings.outcome = 'failed';
    await expect(prepare('three')).rejects.toMatchObject({ code: 'not-ready' });
    expect(await target.observe()).toEqual(all('one'));
    expect(found().versions.map(({ Description }) => Description)).toEqual(['one', 'two']);
  });

  test('an image that Lambda gave up on slowly is told at the next look, not tried for ever, and a later attempt tries anew', async () => {
    const { fake, clock, prepare } = await live({}, { updateSeconds: 240 });
    fake.state.settings.outcome = 'failed';
    await expect(prepare('three')).rejects.toMatchObject({ code: 'not-ready' });
    const updates = fake.count('UpdateFunctionCode') + fake.count('UpdateFunctionConfiguration');
    expect(updates).toBeLessThanOrEqual(2);
    fake.state.settings.outcome = 'well';
    clock.advance(16 * 60);
    await prepare('three');
  });

  test('the provisioned environments that cannot be had: the version is taken away with them', async () => {
    const { fake, found, target, prepare } = await live({ provisionedConcurrency: 5 });
    fake.faults.add(
      'GetProvisionedConcurrencyConfig',
      {
        kind: 'instead',
        answer: () => ({
          RequestedProvisionedConcurrentExecutions: 5,
          Status: 'FAILED',
          StatusReason: 'no capacity',
        }),
      },
      { times: 1 },
    );
    await expect(prepare('three')).rejects.toThrow('got 0 of 5 provisioned environments: no capacity');
    expect(found().versions.map(({ Description }) => Description)).toEqual(['one', 'two']);
    expect(await target.observe()).toEqual(all('one'));
  });
});

describe('provisioned concurrency', () => {
  test('is on the version and ready before the first traffic, and never on an alias with weights', async () => {
    const { fake, target, found, versionOf, until } = place({ provisionedConcurrency: 3 });
    expect(await until(() => target.prepare(servable('one')))).toBeGreaterThan(1);
    expect(found().provisioned).toMatchObject({ [versionOf('one')]: { requested: 3, status: 'READY' } });
    expect(fake.count('PutProvisionedConcurrencyConfig')).toBe(1);
    await until(() => target.shift(all('one'), noRoute));
    await until(() => target.prepare(servable('two')));
    await until(() => target.shift(split(10), all('one')));
    expect(found().provisioned[Name]).toBeUndefined();
    expect(Object.keys(found().provisioned)).toEqual([versionOf('one'), versionOf('two')]);
  });

  test('stays on stable until it is settled, so that a rollback needs none; what no longer serves loses it then', async () => {
    const { target, found, versionOf, until } = await live({ provisionedConcurrency: 3 });
    await target.shift(split(50), all('one'));
    await target.shift(all('two'), split(50));
    expect(found().provisioned[versionOf('one')]?.status).toBe('READY');
    await until(() => target.settle(['two', 'one']));
    expect(Object.keys(found().provisioned)).toEqual([versionOf('two')]);
    expect(found().versions.map(({ Description }) => Description)).toEqual(['one', 'two']);
  });

  test('another number is asked for at the next preparation, and awaited', async () => {
    const { clock, fake, found, versionOf } = await live({ provisionedConcurrency: 3 });
    const more = new LambdaAliasTarget(fake.client, { ...served, provisionedConcurrency: 4 }, clock.sleep, clock);
    expect(await more.prepare(servable('one'))).toBe('pending');
    clock.advance(120);
    expect(await more.prepare(servable('one'))).toBe('done');
    expect(found().provisioned[versionOf('one')]?.requested).toBe(4);
  });
});

test('a version answers as many pings at once as are asked for before it may get traffic', async () => {
  const { fake, prepare } = place({ warmUpInvocations: 8 });
  await prepare('one');
  expect(fake.count('Invoke')).toBe(8);
  expect(fake.calls.filter(({ operation }) => operation === 'Invoke').map(({ input }) => input.Qualifier)).toEqual(
    Array(8).fill('1'),
  );
});

describe('versions that differ in what an alias needs to be alike', () => {
  test.each([
    ['execution role', { Role: 'arn:aws:iam::123456789012:role/other' }],
    ['dead-letter queue', { DeadLetterConfig: { TargetArn: 'arn:aws:sqs:eu-central-1:123456789012:dead' } }],
  ])('in their %s: told in words before any write, and all at once is still open to them', async (what, other) => {
    const { fake, target, found } = await live();
    Object.assign(found().versions[1] ?? {}, other);
    await expect(target.shift(split(10), all('one'))).rejects.toMatchObject({
      code: 'not-ready',
      message: expect.stringContaining(`has ${what}`),
    });
    expect(fake.mutations).toEqual([]);
    expect(await target.shift(all('two'), all('one'))).toBe('done');
  });

  test('weights beside somebody’s provisioned concurrency on the alias are refused by Lambda, in words', async () => {
    const { target, found } = await live();
    found().provisioned[Name] = { requested: 1, status: 'READY', reason: undefined, modifiedMs: 0, id: '1' };
    await expect(target.shift(split(10), all('one'))).rejects.toThrow('can not be used with Provisioned Concurrency');
    expect(await target.observe()).toEqual(all('one'));
  });
});

describe('a step whose revision is overtaken', () => {
  /** The write of somebody else is a call like ours, and meets no fault itself. */
  const once = (write: () => Promise<unknown>) => {
    let written = false;
    return () => {
      if (!written) void write();
      written = true;
    };
  };
  const setAlias = (fake: FakeLambda, FunctionVersion: string, weights: Record<string, number>) =>
    fake.send(
      new UpdateAliasCommand({
        FunctionName,
        Name,
        FunctionVersion,
        RoutingConfig: { AdditionalVersionWeights: weights },
      }),
    );

  test('and which reads as wanted, was a lost answer: done', async () => {
    const { faults, fake, target } = await live();
    faults.add('UpdateAlias', { kind: 'duplicate' });
    expect(await target.shift(split(10), all('one'))).toBe('done');
    expect(await target.observe()).toEqual(split(10));
    expect(fake.count('UpdateAlias')).toBe(1);
  });

  test('and which reads as before, is written again over the new revision', async () => {
    const { faults, fake, target } = await live();
    faults.add('UpdateAlias', { kind: 'before', effect: once(() => setAlias(fake, '1', {})) });
    expect(await target.shift(split(10), all('one'))).toBe('done');
    expect(await target.observe()).toEqual(split(10));
  });

  test.each([
    ['weights for our candidate', '1', { '2': 0.9 }],
    ['a version that nobody here knows', '9', {}],
    ['weights for a version that nobody here knows', '1', { '9': 0.1 }],
  ])('and which reads as somebody else’s (%s) stands, and is told', async (_, version, weights) => {
    const { faults, fake, target, found } = await live();
    found().versions.push({ ...found().versions[0], Version: '9', Description: '' });
    faults.add('UpdateAlias', {
      kind: 'before',
      effect: once(() => setAlias(fake, version, weights)),
    });
    await expect(target.shift(split(10), all('one'))).rejects.toMatchObject({ code: 'foreign-writer' });
    expect(fake.look(FunctionName, Name)).toMatchObject({ FunctionVersion: version });
    expect(fake.look(FunctionName, Name)?.RoutingConfig?.AdditionalVersionWeights).toEqual(weights);
  });

  test('what somebody put back right after our write stands, and is told', async () => {
    const { faults, fake, target } = await live();
    faults.add('UpdateAlias', { kind: 'after', effect: once(() => setAlias(fake, '1', {})) });
    await expect(target.shift(split(10), all('one'))).rejects.toMatchObject({ code: 'foreign-writer' });
    expect(await target.observe()).toEqual(all('one'));
  });
});

describe('rollback', () => {
  test.each([
    ['after a step, before its judge', split(10)],
    ['from a step of half the traffic', split(50)],
    ['after the promotion, in the bake', all('two')],
  ])('%s is exactly one mutating call, and leaves no weights', async (_, from) => {
    const { fake, target } = await live();
    await target.shift(from, all('one'));
    fake.calls = [];
    expect(await target.shift(all('one'), from)).toBe('done');
    expect(fake.mutations).toEqual(['UpdateAlias']);
    expect(fake.look(FunctionName, Name)).toMatchObject({
      FunctionVersion: '1',
      RoutingConfig: { AdditionalVersionWeights: {} },
    });
  });

  test('from a promotion whose answer never came, the alias decides what there is to do', async () => {
    const { faults, fake, target } = await live();
    await target.shift(split(50), all('one'));
    faults.add('UpdateAlias', { kind: 'lost-response' });
    await expect(target.shift(all('two'), split(50))).rejects.toMatchObject({ name: 'TimeoutError' });
    expect(await target.observe()).toEqual(all('two'));
    fake.calls = [];
    expect(await target.shift(all('one'), await target.observe())).toBe('done');
    expect(fake.mutations).toEqual(['UpdateAlias']);
  });

  test('a call that is throttled is told as it is, and weights stay bounded by the step', async () => {
    const { faults, fake, target } = await live();
    await target.shift(split(10), all('one'));
    faults.add('UpdateAlias', { kind: 'throttle' }, { times: 2 });
    for (const _ of [1, 2])
      await expect(target.shift(all('one'), split(10))).rejects.toMatchObject({ name: 'TooManyRequestsException' });
    expect(await target.observe()).toEqual(split(10));
    fake.calls = [];
    expect(await target.shift(all('one'), split(10))).toBe('done');
    expect(fake.mutations).toEqual(['UpdateAlias']);
  });

  test('an orchestrator that died at any moment of a step leaves something that one more call takes back', async () => {
    for (const when of ['before', 'after'] as const) {
      const { faults, target } = await live();
      faults.add('UpdateAlias', { kind: 'kill', when });
      void target.shift(split(10), all('one'));
      await new Promise((done) => setImmediate(done));
      expect(await target.shift(all('one'), await target.observe())).toBe('done');
      expect(await target.observe()).toEqual(all('one'));
    }
  });
});

test('looks that lag behind an accepted write are waited for, and the write is not made twice', async () => {
  const { fake, target } = await live({}, { staleReads: 3 });
  fake.state.stale = {};
  fake.calls = [];
  expect(await target.shift(split(10), all('one'))).toBe('done');
  expect(fake.mutations).toEqual(['UpdateAlias']);
});

test('looks that lag behind for long are pending, and done at the next call', async () => {
  const { fake, target } = await live({}, { staleReads: 6 });
  fake.state.stale = {};
  fake.calls = [];
  expect(await target.shift(split(10), all('one'))).toBe('pending');
  expect(await target.shift(split(10), all('one'))).toBe('done');
  expect(fake.look(FunctionName, Name)?.RoutingConfig?.AdditionalVersionWeights).toEqual({ '2': 0.1 });
});

test('a version that fell asleep is woken, and is pending meanwhile', async () => {
  const { fake, target, clock } = await live();
  fake.fallAsleep(FunctionName, '1');
  expect(await target.prepare(servable('one'))).toBe('pending');
  clock.advance(60);
  expect(await target.prepare(servable('one'))).toBe('done');
});

test('publishers at once take turns, and never mix their code and settings', async () => {
  const { prepare, found } = place();
  await Promise.all(['one', 'two', 'three'].map(prepare));
  for (const { Description, CodeSha256, Environment } of found().versions) {
    expect(CodeSha256).toContain(`sha256:${Description}`);
    expect(Environment?.Variables?.SIGNALBOX_SERVABLE).toBe(Description);
  }
  expect(
    found()
      .versions.map(({ Description }) => Description)
      .sort(),
  ).toEqual(['one', 'three', 'two']);
});
