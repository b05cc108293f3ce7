import { LambdaAliasTarget } from '../../../lib/aws/targets/lambda-alias.ts';
import { ConflictError, InputError } from '../../../lib/core/errors.ts';
import { noRoute, type Route } from '../../../lib/core/rollout/traffic.ts';
import { deploymentTargetContract } from '../../contracts/deployment-target.ts';
import { exception, FakeLambda } from '../../fakes/lambda.ts';

const served = {
  functionName: 'iris',
  alias: 'production',
  roleArn: 'arn:aws:iam::123456789012:role/served',
  repositoryUri: '123456789012.dkr.ecr.eu-west-1.amazonaws.com/iris',
  storeBucket: 'store',
  memoryMb: 1024,
  timeoutSeconds: 30,
  architecture: 'x86_64' as const,
};
const servable = (id: string) => ({
  id,
  sourceDigest: 's',
  imageDigest: 'sha256:aa',
  imageUri: null,
  modelDigest: `model-${id}`,
});
const all = (stable: string): Route => ({ stable, candidate: null, candidatePercent: 0 });
const split = (stable: string, candidate: string, candidatePercent: number): Route => ({
  stable,
  candidate,
  candidatePercent,
});

deploymentTargetContract('LambdaAliasTarget', async () => {
  const fake = new FakeLambda();
  const versionOf = (qualifier: string) => fake.versions.find((v) => v.Version === qualifier);
  fake.invoke = (_, qualifier) =>
    versionOf(qualifier)?.Description === 'broken' ? new Error('exited') : { statusCode: 200 };
  return {
    target: new LambdaAliasTarget(fake.client, served, async () => {}),
    good: [servable('one'), servable('two')],
    broken: servable('broken'),
    prepared: async () => fake.versions.map((version) => version.Description ?? ''),
    close: async () => {},
  };
});

function setUp() {
  const fake = new FakeLambda();
  const slept: number[] = [];
  const target = new LambdaAliasTarget(fake.client, served, async (ms) => void slept.push(ms));
  return { fake, target, slept };
}

async function live(...ids: string[]) {
  const { fake, target, slept } = setUp();
  for (const id of ids) await target.prepare(servable(id));
  await target.shift(all(ids[0] ?? ''), noRoute);
  fake.calls = [];
  return { fake, target, slept };
}

describe('prepare', () => {
  test('creates the function from the image by digest, with the model it must serve, and publishes one version', async () => {
    const { fake, target } = setUp();
    await target.prepare(servable('one'));
    expect(fake.head?.CodeSha256).toBe('123456789012.dkr.ecr.eu-west-1.amazonaws.com/iris@sha256:aa');
    expect(fake.head?.Environment?.Variables).toMatchObject({
      SIGNALBOX_SERVABLE: 'one',
      SIGNALBOX_MODEL_URI: 's3://store/models/model-one/model.tar.gz',
      SIGNALBOX_MODEL_SHA256: 'model-one',
      AWS_LWA_ERROR_STATUS_CODES: '500-599',
    });
    expect(fake.versions.map((v) => v.Description)).toEqual(['one']);
    expect(fake.aliases.size).toBe(0);
  });

  test('changes nothing when the version exists, however many there are', async () => {
    const { fake, target } = await live('one', 'two', 'three');
    await target.prepare(servable('one'));
    await target.prepare(servable('three'));
    expect(fake.mutations).toEqual([]);
  });

  test('what takes its time is pending, in seconds and not in minutes, and goes on at the next call', async () => {
    const { fake, target, slept } = setUp();
    fake.looks = 20;
    expect(await target.prepare(servable('one'))).toBe('pending');
    expect(slept.reduce((sum, ms) => sum + ms)).toBeLessThan(20_000);
    for (let call = 0; call < 10; call += 1) await target.prepare(servable('one'));
    expect(await target.prepare(servable('one'))).toBe('done');
    expect(fake.calls.filter((call) => call === 'CreateFunction')).toHaveLength(1);
    expect(fake.versions).toHaveLength(1);
  });

  test('what Lambda gives up on is not ready, and does not stand in the way of what serves or comes next', async () => {
    const { fake, target } = await live('one');
    fake.lastUpdate = 'Failed';
    const refused = target.prepare(servable('two'));
    await expect(refused).rejects.toMatchObject({ code: 'not-ready' });
    await expect(refused).rejects.toThrow('the image is gone');
    await target.prepare(servable('one'));
    fake.before = (command) => {
      if (command === 'UpdateFunctionCode') fake.lastUpdate = 'Successful';
    };
    await target.prepare(servable('three'));
    expect(fake.versions.map((v) => v.Description)).toEqual(['one', 'three']);
  });

  test('a version that does not answer /ping says why', async () => {
    const { fake, target } = setUp();
    fake.invoke = () => new Error('model hash differs');
    const refused = target.prepare(servable('one'));
    await expect(refused).rejects.toBeInstanceOf(InputError);
    await expect(refused).rejects.toThrow('model hash differs');
  });

  test('never publishes what another publisher put at the head in between', async () => {
    const { fake, target } = setUp();
    await target.prepare(servable('one'));
    let intruded = false;
    fake.before = (command) => {
      if (command !== 'PublishVersion' || intruded || !fake.head) return;
      intruded = true;
      Object.assign(fake.head, { RevisionId: 'theirs', Environment: { Variables: { SIGNALBOX_SERVABLE: 'theirs' } } });
    };
    await target.prepare(servable('two'));
    expect(fake.versions.map((v) => [v.Description, v.Environment?.Variables?.SIGNALBOX_SERVABLE])).toEqual([
      ['one', 'one'],
      ['two', 'two'],
    ]);
  });
});

describe('shift', () => {
  test('goes the whole way: first release, canary, promotion, and observe says so each time', async () => {
    const { target } = await live('one', 'two');
    expect(await target.observe()).toEqual(all('one'));
    await target.shift(split('one', 'two', 10), all('one'));
    expect(await target.observe()).toEqual(split('one', 'two', 10));
    await target.shift(all('two'), split('one', 'two', 10));
    expect(await target.observe()).toEqual(all('two'));
  });

  test('a rollback is exactly one mutating call, and clears the weights', async () => {
    const { fake, target } = await live('one', 'two');
    await target.shift(split('one', 'two', 50), all('one'));
    fake.calls = [];
    await target.shift(all('one'), split('one', 'two', 50));
    expect(fake.mutations).toEqual(['UpdateAlias']);
    expect(fake.aliases.get('production')?.RoutingConfig?.AdditionalVersionWeights).toEqual({});
  });

  test('taking back a first release leaves no alias', async () => {
    const { fake, target } = await live('one');
    await target.shift(noRoute, all('one'));
    expect(fake.mutations).toEqual(['DeleteAlias']);
    expect(await target.observe()).toEqual(noRoute);
  });

  test('repeating it changes nothing', async () => {
    const { fake, target } = await live('one', 'two');
    await target.shift(split('one', 'two', 10), all('one'));
    fake.calls = [];
    await target.shift(split('one', 'two', 10), all('one'));
    expect(fake.mutations).toEqual([]);
  });

  test('no share is no candidate and every share is stable', async () => {
    const { target } = await live('one', 'two');
    await target.shift(split('one', 'two', 0), all('one'));
    expect(await target.observe()).toEqual(all('one'));
    await target.shift(split('one', 'two', 100), all('one'));
    expect(await target.observe()).toEqual(all('two'));
  });

  test('fractions of a percent come back as they were sent', async () => {
    const { target } = await live('one', 'two');
    let before = all('one');
    for (const percent of [0.1, 0.7, 7, 14.3, 29, 57, 99.9]) {
      const route = split('one', 'two', percent);
      await target.shift(route, before);
      expect(await target.observe()).toEqual(route);
      before = route;
    }
  });

  test('an answer that was lost after the write counts as done', async () => {
    const { fake, target } = await live('one', 'two');
    fake.after = (command) => {
      if (command !== 'UpdateAlias') return;
      fake.after = () => {};
      throw exception('PreconditionFailedException', 'what the retry of the SDK meets');
    };
    await target.shift(split('one', 'two', 10), all('one'));
    expect(fake.mutations).toEqual(['UpdateAlias']);
    expect(await target.observe()).toEqual(split('one', 'two', 10));
  });

  test('a revision that changed without the route is written again over the new one', async () => {
    const { fake, target } = await live('one', 'two');
    fake.before = (command) => {
      if (command !== 'UpdateAlias') return;
      fake.before = () => {};
      fake.setAlias('production', '1', {});
    };
    await target.shift(split('one', 'two', 10), all('one'));
    expect(fake.mutations).toEqual(['UpdateAlias', 'UpdateAlias']);
    expect(await target.observe()).toEqual(split('one', 'two', 10));
  });

  test('what somebody else set is told and left as it is', async () => {
    const { fake, target } = await live('one', 'two', 'three');
    fake.before = (command) => {
      if (command === 'UpdateAlias') fake.setAlias('production', '3', {});
    };
    const shifted = target.shift(split('one', 'two', 10), all('one'));
    await expect(shifted).rejects.toBeInstanceOf(ConflictError);
    await expect(shifted).rejects.toMatchObject({ code: 'foreign-writer' });
    expect(await target.observe()).toEqual(all('three'));
    await expect(target.shift(all('two'), all('one'))).rejects.toMatchObject({ code: 'foreign-writer' });
  });

  test('of ten at once that shift to different shares exactly one wins', async () => {
    const { target } = await live('one', 'two');
    const tries = Array.from({ length: 10 }, (_, i) => target.shift(split('one', 'two', i + 1), all('one')));
    const won = (await Promise.allSettled(tries)).filter(({ status }) => status === 'fulfilled');
    expect(won).toHaveLength(1);
  });

  test('a version that was never prepared gets no traffic, and trouble of Lambda is no conflict', async () => {
    const { fake, target } = await live('one');
    await expect(target.shift(all('two'), all('one'))).rejects.toMatchObject({ code: 'not-prepared' });
    fake.before = (command) => {
      if (command === 'UpdateAlias') throw exception('TooManyRequestsException');
    };
    await target.prepare(servable('two'));
    await expect(target.shift(all('two'), all('one'))).rejects.toMatchObject({ name: 'TooManyRequestsException' });
  });
});

describe('settle', () => {
  test('removes what is neither named nor served, over all pages', async () => {
    const { fake, target } = await live('one', 'two', 'three', 'four', 'five');
    await target.settle(['one', 'four']);
    expect(fake.versions.map((v) => v.Description)).toEqual(['one', 'four']);
  });

  test('asked for what is old, leaves what is young or of an age that nobody knows', async () => {
    const { fake, target } = await live('one', 'two', 'three', 'four');
    const at = (id: string) => fake.versions.find((version) => version.Description === id);
    Object.assign(at('two') ?? {}, { LastModified: '2026-11-20T08:00:00.000+0000' });
    Object.assign(at('three') ?? {}, { LastModified: '2026-11-23T08:00:00.000+0000' });
    Object.assign(at('four') ?? {}, { LastModified: undefined });
    await target.settle(['one'], '2026-11-22T08:00:00.000Z');
    expect(fake.versions.map((v) => v.Description)).toEqual(['one', 'three', 'four']);
  });

  test('does nothing where nothing was ever prepared', async () => {
    const { fake, target } = setUp();
    await target.settle([]);
    expect(fake.mutations).toEqual([]);
    expect(await target.observe()).toEqual(noRoute);
  });
});
