import type { Route } from '../../lib/core/rollout/traffic.ts';
import type { Servable } from '../../lib/core/servable.ts';
import type { DeploymentTarget } from '../../lib/ports.ts';

export interface TargetUnderTest {
  target: DeploymentTarget;
  /** Two versions that can be served, and one whose server never comes up. */
  good: [Servable, Servable];
  broken: Servable;
  /** Ids of the versions that are prepared, read past the target. */
  prepared(): Promise<string[]>;
  close(): Promise<void>;
}

const nothing: Route = { stable: null, candidate: null, candidatePercent: 0 };
const only = (stable: string): Route => ({ stable, candidate: null, candidatePercent: 0 });

/** What every place to serve must keep. `make` gives a fresh, empty target for each test. */
export function deploymentTargetContract(name: string, make: () => Promise<TargetUnderTest>): void {
  describe(`${name} as a deployment target`, () => {
    let place: TargetUnderTest;
    beforeEach(async () => {
      place = await make();
    });
    afterEach(() => place.close());

    test('a fresh target routes to nothing', async () => {
      expect(await place.target.observe()).toEqual(nothing);
    });

    test('preparing gives no traffic, and twice or at once is the same as once', async () => {
      const [a, b] = place.good;
      await Promise.all([place.target.prepare(a), place.target.prepare(a), place.target.prepare(b)]);
      await place.target.prepare(a);
      expect((await place.prepared()).sort()).toEqual([a.id, b.id].sort());
      expect(await place.target.observe()).toEqual(nothing);
    });

    test('a version that never comes up is `not-ready`, is blamed on the input, and leaves nothing behind', async () => {
      const preparing = place.target.prepare(place.broken);
      await expect(preparing).rejects.toMatchObject({ code: 'not-ready', fault: 'input' });
      expect(await place.prepared()).toEqual([]);
    });

    test('what was shifted is observed, step by step and back', async () => {
      const [a, b] = place.good;
      await Promise.all([place.target.prepare(a), place.target.prepare(b)]);
      const canary: Route = { stable: a.id, candidate: b.id, candidatePercent: 12.5 };
      const steps = [nothing, only(a.id), canary, only(b.id), only(a.id), nothing];
      for (const [index, route] of steps.slice(1).entries()) {
        await place.target.shift(route, steps[index] ?? nothing);
        expect(await place.target.observe()).toEqual(route);
      }
    });

    test('a shift repeated after a lost answer is harmless', async () => {
      const [a] = place.good;
      await place.target.prepare(a);
      await place.target.shift(only(a.id), nothing);
      await place.target.shift(only(a.id), nothing);
      expect(await place.target.observe()).toEqual(only(a.id));
    });

    test('a shift that expects another route than the live one is a foreign writer and changes nothing', async () => {
      const [a, b] = place.good;
      await Promise.all([place.target.prepare(a), place.target.prepare(b)]);
      await place.target.shift(only(a.id), nothing);
      const shifting = place.target.shift(only(b.id), nothing);
      await expect(shifting).rejects.toMatchObject({ name: 'ConflictError', code: 'foreign-writer' });
      expect(await place.target.observe()).toEqual(only(a.id));
    });

    test('of two shifts at once from one route, one wins and the other is told', async () => {
      const [a, b] = place.good;
      await Promise.all([place.target.prepare(a), place.target.prepare(b)]);
      const wishes = [only(a.id), only(b.id)];
      const shifts = await Promise.allSettled(wishes.map((route) => place.target.shift(route, nothing)));
      const winner = shifts.findIndex(({ status }) => status === 'fulfilled');
      expect(shifts.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
      expect(await place.target.observe()).toEqual(wishes[winner]);
    });

    test('settling keeps the named versions and removes the others; twice is the same as once', async () => {
      const [a, b] = place.good;
      await Promise.all([place.target.prepare(a), place.target.prepare(b)]);
      await place.target.shift(only(a.id), nothing);
      await place.target.settle([a.id]);
      await place.target.settle([a.id]);
      expect(await place.prepared()).toEqual([a.id]);
      expect(await place.target.observe()).toEqual(only(a.id));
    });

    test('settling never removes a version that gets traffic', async () => {
      const [a] = place.good;
      await place.target.prepare(a);
      await place.target.shift(only(a.id), nothing);
      await expect(place.target.settle([])).rejects.toMatchObject({ code: 'in-route' });
      expect(await place.prepared()).toEqual([a.id]);
    });
  });
}
