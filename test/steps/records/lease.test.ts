import fc from 'fast-check';
import { layout } from '../../../lib/core/store-layout.ts';
import type { ObjectStore } from '../../../lib/ports.ts';
import { readJson } from '../../../lib/steps/records/json-object.ts';
import { acquireLease, holdsLease, leaseSchema, releaseLease } from '../../../lib/steps/records/lease.ts';
import { FixedClock } from '../../support/clock.ts';
import { FakeExecutions } from '../../support/fake-executions.ts';
import { interleaved } from '../../support/interleaved.ts';
import { MemoryStore } from '../../support/memory-store.ts';

const a = { executionArn: 'arn:a', runId: 'data-a-1' };
const b = { executionArn: 'arn:b', runId: 'data-b-1' };

function place(store: ObjectStore = new MemoryStore()) {
  return { store, executions: new FakeExecutions(), clock: new FixedClock() };
}

test('asking again gives the same token', async () => {
  const ports = place();
  expect(await acquireLease(ports, 'iris', a)).toEqual({ held: true, token: 1 });
  expect(await acquireLease(ports, 'iris', a)).toEqual({ held: true, token: 1 });
});

test('a running holder keeps it, and the other learns who that is', async () => {
  const ports = place();
  await acquireLease(ports, 'iris', a);
  ports.executions.statuses.set(a.executionArn, 'RUNNING');
  ports.clock.advance(365 * 86_400);
  expect(await acquireLease(ports, 'iris', b)).toEqual({ held: false, holder: 'arn:a', runId: 'data-a-1' });
  expect(await acquireLease(ports, 'other', b)).toEqual({ held: true, token: 1 });
});

test.each(['SUCCEEDED', 'FAILED', 'TIMED_OUT', 'ABORTED'] as const)(
  'it is taken over from a holder that %s',
  async (status) => {
    const ports = place();
    await acquireLease(ports, 'iris', a);
    ports.executions.statuses.set(a.executionArn, status);
    expect(await acquireLease(ports, 'iris', b)).toEqual({ held: true, token: 2 });
    expect(await releaseLease(ports, 'iris', a.executionArn)).toBe(false);
    await expect(holdsLease(ports, 'iris', { executionArn: a.executionArn, token: 1 })).rejects.toMatchObject({
      code: 'lease-lost',
    });
    expect(await holdsLease(ports, 'iris', { executionArn: b.executionArn, token: 2 })).toEqual({ by: null });
  },
);

test('an unknown holder keeps it for 15 minutes', async () => {
  const ports = place();
  await acquireLease(ports, 'iris', a);
  ports.clock.advance(15 * 60);
  expect(await acquireLease(ports, 'iris', b)).toMatchObject({ held: false });
  ports.clock.advance(1);
  expect(await acquireLease(ports, 'iris', b)).toEqual({ held: true, token: 2 });
});

test('it is released once, and the next holder has the next token', async () => {
  const ports = place();
  expect(await releaseLease(ports, 'iris', a.executionArn)).toBe(false);
  await acquireLease(ports, 'iris', a);
  expect(await releaseLease(ports, 'iris', a.executionArn)).toBe(true);
  expect(await releaseLease(ports, 'iris', a.executionArn)).toBe(false);
  await expect(holdsLease(ports, 'iris', { executionArn: a.executionArn, token: 1 })).rejects.toThrow(
    /nobody holds it/,
  );
  expect(await acquireLease(ports, 'iris', a)).toEqual({ held: true, token: 2 });
});

describe('a run that is next', () => {
  const c = { executionArn: 'arn:c', runId: 'data-c-1' };

  test('gets it before whoever else asks, unless it has gone', async () => {
    const ports = place();
    for (const { executionArn } of [a, b, c]) ports.executions.statuses.set(executionArn, 'RUNNING');
    await acquireLease(ports, 'iris', a);
    expect(await acquireLease(ports, 'iris', { ...b, next: true })).toMatchObject({ held: false, runId: a.runId });
    await releaseLease(ports, 'iris', a.executionArn);
    expect(await acquireLease(ports, 'iris', c)).toEqual({ held: false, holder: 'arn:b', runId: 'data-b-1' });
    expect(await acquireLease(ports, 'iris', { ...b, next: true })).toEqual({ held: true, token: 2 });
    await releaseLease(ports, 'iris', b.executionArn);
    expect(await acquireLease(ports, 'iris', c)).toEqual({ held: true, token: 3 });
  });

  test('keeps nobody out when it was killed', async () => {
    const ports = place();
    for (const { executionArn } of [a, b]) ports.executions.statuses.set(executionArn, 'RUNNING');
    await acquireLease(ports, 'iris', a);
    await acquireLease(ports, 'iris', { ...b, next: true });
    ports.executions.statuses.set(b.executionArn, 'ABORTED');
    await releaseLease(ports, 'iris', a.executionArn);
    expect(await acquireLease(ports, 'iris', c)).toEqual({ held: true, token: 2 });
  });

  test('lets an operator go before it, and is next still', async () => {
    const ports = place();
    for (const { executionArn } of [a, b, c]) ports.executions.statuses.set(executionArn, 'RUNNING');
    await acquireLease(ports, 'iris', a);
    await acquireLease(ports, 'iris', { ...b, next: true });
    await releaseLease(ports, 'iris', a.executionArn);
    expect(await acquireLease(ports, 'iris', { ...c, seize: 'ada' })).toEqual({ held: true, token: 2 });
    await releaseLease(ports, 'iris', c.executionArn);
    expect(await acquireLease(ports, 'iris', a)).toMatchObject({ held: false, runId: b.runId });
  });
});

test('two live runs never hold it at once and no token is given twice, whatever the order and whoever dies', async () => {
  const lives = fc.array(fc.constantFrom('releases', 'dies'), { minLength: 2, maxLength: 5 });
  await fc.assert(
    fc.asyncProperty(fc.scheduler(), lives, async (scheduler, ends) => {
      const plain = new MemoryStore();
      const ports = place(interleaved(plain, scheduler));
      const holding = new Set<string>();
      const tokens: number[] = [];
      const live = async (end: string, index: number) => {
        const run = { executionArn: `arn:${index}`, runId: `run-${index}` };
        ports.executions.statuses.set(run.executionArn, 'RUNNING');
        const lease = await acquireLease(ports, 'iris', run);
        if (!lease.held) return;
        holding.add(run.runId);
        expect([...holding]).toEqual([run.runId]);
        tokens.push(lease.token);
        await holdsLease(ports, 'iris', { executionArn: run.executionArn, token: lease.token });
        holding.delete(run.runId);
        if (end === 'releases') await releaseLease(ports, 'iris', run.executionArn);
        else ports.executions.statuses.set(run.executionArn, 'FAILED');
      };
      await scheduler.waitFor(Promise.all(ends.map(live)));
      expect(tokens).toEqual([...new Set(tokens)].sort((x, y) => x - y));
      expect((await readJson(plain, layout.lease('iris'), leaseSchema))?.value.token).toBe(tokens.at(-1));
    }),
    { numRuns: 300 },
  );
});

describe('an operator', () => {
  const ada = { executionArn: 'operator:ada', runId: 'operator-ada', seize: 'ada' };
  const bob = { executionArn: 'operator:bob', runId: 'operator-bob', seize: 'bob' };

  async function robbed() {
    const ports = place();
    ports.executions.statuses.set(a.executionArn, 'RUNNING');
    await acquireLease(ports, 'iris', a);
    expect(await acquireLease(ports, 'iris', ada)).toEqual({ held: true, token: 2 });
    return ports;
  }

  test('takes it from a run that is at work, which learns who it was', async () => {
    const ports = await robbed();
    expect(await holdsLease(ports, 'iris', { executionArn: a.executionArn, token: 1 })).toEqual({ by: 'ada' });
    expect(await acquireLease(ports, 'iris', a)).toMatchObject({ held: false, runId: 'operator-ada' });
  });

  test('gives it back to that run under a new token, whoever else took it in between', async () => {
    const ports = await robbed();
    expect(await acquireLease(ports, 'iris', bob)).toEqual({ held: true, token: 3 });
    expect(await releaseLease(ports, 'iris', ada.executionArn)).toBe(false);
    expect(await releaseLease(ports, 'iris', bob.executionArn)).toBe(false);
    expect(await acquireLease(ports, 'iris', a)).toEqual({ held: true, token: 4 });
    expect(await holdsLease(ports, 'iris', { executionArn: a.executionArn, token: 1 })).toEqual({ by: 'bob' });
    expect(await holdsLease(ports, 'iris', { executionArn: a.executionArn, token: 4 })).toEqual({ by: null });
  });

  test.each(['ended', 'settled'] as const)(
    'keeps it from a run that has %s meanwhile: it is free afterwards',
    async (how) => {
      const ports = await robbed();
      if (how === 'ended') ports.executions.statuses.set(a.executionArn, 'ABORTED');
      else expect(await releaseLease(ports, 'iris', a.executionArn)).toBe(false);
      expect(await releaseLease(ports, 'iris', ada.executionArn)).toBe(true);
      expect(await acquireLease(ports, 'iris', b)).toEqual({ held: true, token: 3 });
    },
  );
});
