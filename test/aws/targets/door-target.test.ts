import { readDocument } from '../../../lib/aws/door/route-document.ts';
import { DoorTarget } from '../../../lib/aws/targets/door-target.ts';
import { LambdaAliasTarget } from '../../../lib/aws/targets/lambda-alias.ts';
import { plainDoor, type RolloutPlan } from '../../../lib/core/rollout/step.ts';
import { noRoute, type Progress, type Route } from '../../../lib/core/rollout/traffic.ts';
import { layout } from '../../../lib/core/store-layout.ts';
import type { Condition, DeploymentTarget } from '../../../lib/ports.ts';
import { deploymentTargetContract } from '../../contracts/deployment-target.ts';
import { Faults } from '../../fakes/aws/faults.ts';
import { FakeLambda } from '../../fakes/aws/lambda.ts';
import { VirtualClock } from '../../fakes/aws/virtual-clock.ts';
import { MemoryStore } from '../../support/memory-store.ts';
import { endpointPlace } from '../../support/sagemaker-place.ts';

const functionName = 'iris';
const served = {
  functionName,
  alias: 'production',
  roleArn: 'arn:aws:iam::123456789012:role/served',
  repositoryUri: '123456789012.dkr.ecr.eu-central-1.amazonaws.com/iris',
  storeBucket: 'store',
  memoryMb: 1024,
  timeoutSeconds: 30,
  architecture: 'x86_64' as const,
};
const servable = (id: string) => ({
  id,
  sourceDigest: 's',
  imageDigest: `sha256:${id}`,
  imageUri: null,
  modelDigest: `model-${id}`,
});
const all = (stable: string): Route => ({ stable, candidate: null, candidatePercent: 0 });
const share = (manner: 'split' | 'mirrored' | 'sticky', candidatePercent = 20): Route => ({
  stable: 'one',
  candidate: 'two',
  candidatePercent,
  ...(manner === 'split' ? {} : { manner }),
});

/** Counts writes, and lets another writer come before one. */
class CountingStore extends MemoryStore {
  writes = 0;
  before: () => Promise<unknown> = async () => {};

  override async put(key: string, body: string, condition?: Condition) {
    const { before } = this;
    this.before = async () => {};
    await before();
    this.writes += 1;
    return super.put(key, body, condition);
  }
}

function place() {
  const clock = new VirtualClock();
  const faults = new Faults();
  const fake = new FakeLambda(clock, faults);
  const inner = new LambdaAliasTarget(fake.client, served, clock.sleep, clock);
  const store = new CountingStore();
  const target = new DoorTarget(inner, store, 'iris');
  const until = async (ask: () => Promise<Progress>) => {
    while ((await ask()) === 'pending') clock.advance(10);
  };
  const document = async () => (await readDocument(store, 'iris')).route;
  /** Mutating calls, of Lambda and of the store. */
  const mutations = () => fake.mutations.length + store.writes;
  const versions = () => fake.state.functions[functionName]?.versions ?? [];
  return { clock, faults, fake, inner, store, target, until, document, mutations, versions };
}

async function live() {
  const at = place();
  await at.until(() => at.target.prepare(servable('one')));
  await at.until(() => at.target.prepare(servable('two')));
  await at.target.shift(all('one'), noRoute);
  at.fake.calls = [];
  at.store.writes = 0;
  const rest = () => {
    at.fake.calls = [];
    at.store.writes = 0;
  };
  return { ...at, rest };
}

deploymentTargetContract(
  'DoorTarget before a Lambda alias',
  async () => {
    const { target, fake, clock, versions } = place();
    fake.invoke = (_, version) => {
      const { Description } = versions().find(({ Version }) => Version === version) ?? {};
      return Description === 'broken' ? new Error('exited') : { statusCode: 200 };
    };
    return {
      target,
      good: [servable('one'), servable('two')],
      broken: servable('broken'),
      prepared: async () => versions().map(({ Description }) => Description ?? ''),
      wait: () => clock.advance(10),
      close: async () => {},
    };
  },
  {
    compared: { refused: 'manner-unsupported', because: 'an alias names at most two versions' },
    mirrored: 'carried',
    sticky: 'carried',
  },
);

const plan: RolloutPlan = {
  strategy: 'ab',
  steps: [],
  windowSeconds: 10,
  door: { userHeader: 'x-customer', tolerance: 0.5, lowest: -1, highest: 5 },
};

describe('a mirror or a test', () => {
  test('begins with one write, and tells the door what the plan says', async () => {
    const { target, fake, store, document } = await live();
    expect(await target.shift(share('sticky'), all('one'), plan)).toBe('done');
    expect([fake.mutations, store.writes]).toEqual([[], 1]);
    expect(await document()).toEqual({ ...share('sticky'), door: plan.door });
    expect(await target.shift(share('sticky'), all('one'), plan)).toBe('done');
    expect(store.writes).toBe(1);
  });

  test.each(['mirrored', 'sticky'] as const)(
    'a rollback of what is %s is exactly one mutating call',
    async (manner) => {
      const { target, mutations, rest, document } = await live();
      await target.shift(share(manner), all('one'));
      rest();
      expect(await target.shift(all('one'), share(manner))).toBe('done');
      expect(mutations()).toBe(1);
      expect(await document()).toBeNull();
      expect(await target.shift(all('one'), share(manner))).toBe('done');
      expect(mutations()).toBe(1);
    },
  );

  test('a share changes with one write, and needs no end in between', async () => {
    const { target, mutations, rest } = await live();
    await target.shift(share('mirrored', 10), all('one'));
    rest();
    await target.shift(share('mirrored', 100), share('mirrored', 10));
    expect(mutations()).toBe(1);
    expect(await target.observe()).toEqual(share('mirrored', 100));
  });

  test('is followed by a canary, and a promotion of that, as if there had been no door', async () => {
    const { target, document } = await live();
    await target.shift(share('mirrored', 100), all('one'));
    await target.shift(share('split', 10), share('mirrored', 100));
    expect(await target.observe()).toEqual(share('split', 10));
    expect(await document()).toBeNull();
    await target.shift(all('two'), share('split', 10));
    expect(await target.observe()).toEqual(all('two'));
  });

  test('what is read names the options that the door falls back to without a plan', async () => {
    const { target, document } = await live();
    await target.shift(share('mirrored'), all('one'));
    expect((await document())?.door).toEqual(plainDoor);
  });
});

describe('a promotion from a test', () => {
  test('moves the alias first, so that no user of the candidate goes back on the way', async () => {
    const { target, fake, store, document } = await live();
    await target.shift(share('sticky'), all('one'));
    let seen: unknown;
    store.before = async () => {
      seen = fake.look(functionName, 'production')?.FunctionVersion;
    };
    expect(await target.shift(all('two'), share('sticky'))).toBe('done');
    expect(seen).toBe('2');
    expect(await document()).toBeNull();
    expect(await target.observe()).toEqual(all('two'));
  });

  test('that died between its two writes reads as promoted, and is finished by the next call or by settling', async () => {
    for (const finish of [
      (target: DeploymentTarget) => target.shift(all('two'), share('sticky')),
      (target: DeploymentTarget) => target.settle(['two', 'one']),
    ]) {
      const { target, inner, document } = await live();
      await target.shift(share('sticky'), all('one'));
      await inner.shift(all('two'), all('one'));
      expect(await target.observe()).toEqual(all('two'));
      expect(await document()).not.toBeNull();
      expect(await finish(target)).toBe('done');
      expect(await document()).toBeNull();
      expect(await target.observe()).toEqual(all('two'));
    }
  });

  test('that died there can still be taken back', async () => {
    const { target, inner, document } = await live();
    await target.shift(share('sticky'), all('one'));
    await inner.shift(all('two'), all('one'));
    expect(await target.shift(all('one'), await target.observe())).toBe('done');
    expect(await target.observe()).toEqual(all('one'));
    expect(await document()).toBeNull();
  });

  test('whose alias call was throttled changed nothing', async () => {
    const { target, faults } = await live();
    await target.shift(share('sticky'), all('one'));
    faults.add('UpdateAlias', { kind: 'throttle' });
    await expect(target.shift(all('two'), share('sticky'))).rejects.toMatchObject({ name: 'TooManyRequestsException' });
    expect(await target.observe()).toEqual(share('sticky'));
  });
});

describe('somebody else', () => {
  test('who moved the alias during a test is told, and what they did stands', async () => {
    const { target, inner, until, document } = await live();
    await until(() => target.prepare(servable('three')));
    await target.shift(share('sticky'), all('one'));
    await inner.shift(all('three'), all('one'));
    expect(await target.observe()).toEqual({ ...share('sticky'), stable: 'three' });
    for (const route of [all('one'), all('two'), share('mirrored')])
      await expect(target.shift(route, share('sticky'))).rejects.toMatchObject({ code: 'foreign-writer' });
    expect(await inner.observe()).toEqual(all('three'));
    expect(await document()).not.toBeNull();
  });

  test('who wrote the document between our look and our write is told, and stands', async () => {
    const { target, store, document } = await live();
    const theirs = { ...share('mirrored', 77), door: plainDoor };
    store.before = () => store.put(layout.doorRoute('iris'), JSON.stringify({ route: theirs }));
    await expect(target.shift(share('sticky'), all('one'))).rejects.toMatchObject({ code: 'foreign-writer' });
    expect(await document()).toEqual(theirs);
  });

  test('who wrote the same as we would have is no conflict', async () => {
    const { target, store } = await live();
    const same = { ...share('sticky'), door: plainDoor };
    store.before = () => store.put(layout.doorRoute('iris'), JSON.stringify({ route: same }));
    expect(await target.shift(share('sticky'), all('one'))).toBe('done');
  });

  test('of two that begin at once one wins and the other is told', async () => {
    const { target } = await live();
    const wishes = [share('sticky', 30), share('mirrored', 40)];
    const shifts = await Promise.allSettled(wishes.map((route) => target.shift(route, all('one'))));
    expect(shifts.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(shifts.find(({ status }) => status === 'rejected')).toMatchObject({ reason: { code: 'foreign-writer' } });
  });

  test('who left a document that nobody of us wrote is told by its key', async () => {
    const { target, store } = await live();
    await store.put(layout.doorRoute('iris'), '{"route":{"stable":7}}');
    await expect(target.observe()).rejects.toThrow('routes/iris.json: route.stable');
  });
});

test('a candidate that users are on is neither settled nor taken away because it fails a look', async () => {
  const { target, fake, versions } = await live();
  await target.shift(share('sticky'), all('one'));
  await expect(target.settle(['one'])).rejects.toMatchObject({ code: 'in-route' });
  fake.invoke = () => new Error('out of memory');
  expect(await target.prepare(servable('two'))).toBe('done');
  expect(versions().map(({ Description }) => Description)).toEqual(['one', 'two']);
});

test('an endpoint attaches a version, without weight, before the door sends it users or copies', async () => {
  const calls: Array<[Route, Route]> = [];
  let progress: Progress = 'pending';
  const inner: DeploymentTarget = {
    prepare: async () => 'done',
    shift: async (route, expected) => {
      calls.push([route, expected]);
      return progress;
    },
    observe: async () => all('one'),
    settle: async () => 'done',
  };
  const store = new MemoryStore();
  const target = new DoorTarget(inner, store, 'iris', { attaches: true });
  expect(await target.shift(share('mirrored'), all('one'))).toBe('pending');
  expect(calls).toEqual([[share('sticky'), all('one')]]);
  expect(await target.shift(share('sticky'), all('one'))).toBe('pending');
  expect((await readDocument(store, 'iris')).route).toBeNull();
  progress = 'done';
  expect(await target.shift(share('sticky'), all('one'))).toBe('done');
  expect(calls.at(-1)).toEqual([share('sticky'), all('one')]);
  expect(await target.observe()).toEqual(share('sticky'));
});

test('before an endpoint the door mirrors to a variant without weight, which the next step gives its share', async () => {
  const { world, target: inner, name } = await endpointPlace({ behindDoor: true }).live('one', 'two');
  const store = new CountingStore();
  const target = new DoorTarget(inner, store, 'iris', { attaches: true });
  const until = async (ask: () => Promise<Progress>) => {
    while ((await ask()) === 'pending') world.clock.advance(30);
  };
  const shares = () =>
    world.sagemaker.arms(name).map(({ variant, share, shadow }) => [variant, share, shadow ?? false]);
  await until(() => target.shift(share('mirrored', 100), all('one')));
  expect(shares()).toEqual([
    ['stable-one', 1, false],
    ['cand-two', 0, false],
  ]);
  expect(await target.observe()).toEqual(share('mirrored', 100));
  const updates = world.sagemaker.count('UpdateEndpoint');
  await until(() => target.shift(share('split'), share('mirrored', 100)));
  expect(await target.observe()).toEqual(share('split'));
  expect(world.sagemaker.count('UpdateEndpoint')).toBe(updates);
});

test('a mirror before an endpoint is taken back by one write of the document, and no call of SageMaker', async () => {
  const { world, target: inner } = await endpointPlace({ behindDoor: true }).live('one', 'two');
  const store = new CountingStore();
  const target = new DoorTarget(inner, store, 'iris', { attaches: true });
  while ((await target.shift(share('mirrored'), all('one'))) === 'pending') world.clock.advance(30);
  [store.writes, world.sagemaker.calls] = [0, []];
  expect(await target.shift(all('one'), share('mirrored'))).toBe('done');
  expect([store.writes, world.sagemaker.mutations]).toEqual([1, []]);
});
