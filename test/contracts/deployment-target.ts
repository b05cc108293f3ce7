import { type Manner, noRoute, type Progress, type Route, routeOf } from '../../lib/core/rollout/traffic.ts';
import type { Servable } from '../../lib/core/servable.ts';
import type { DeploymentTarget } from '../../lib/ports.ts';

export interface TargetUnderTest {
  target: DeploymentTarget;
  /** Two versions that can be served, and one whose server never comes up. */
  good: [Servable, Servable];
  broken: Servable;
  /** Ids of the versions that are prepared, read past the target. */
  prepared(): Promise<string[]>;
  /** Lets time pass there; without it nothing may be pending. */
  wait?(): void;
  /** A share that a candidate can get there. @default 12.5 percent */
  percent?: number;
  close(): Promise<void>;
}

/** What becomes of a manner beside `split`: carried, or refused as an InputError of this code, for this reason. */
export type Manners = Partial<Record<Exclude<Manner, 'split'>, 'carried' | { refused: string; because: string }>>;

const only = (stable: string): Route => ({ stable, candidate: null, candidatePercent: 0 });

/** More than any change takes: an endpoint goes through a dozen states, each of them looked at. */
const patience = 200;

/** What every place to serve must keep. `make` gives a fresh, empty target for each test. */
export function deploymentTargetContract(
  name: string,
  make: () => Promise<TargetUnderTest>,
  manners: Manners = {},
): void {
  describe(`${name} as a deployment target`, () => {
    let place: TargetUnderTest;
    beforeEach(async () => {
      place = await make();
    });
    afterEach(() => place.close());

    /** Asks again, as the machine does, until it is done. */
    async function until(ask: () => Promise<Progress>): Promise<void> {
      for (let asked = 0; asked < patience; asked += 1) {
        if ((await ask()) === 'done') return;
        if (!place.wait) throw new Error('pending, where no time can pass');
        place.wait();
      }
      throw new Error(`still pending after ${patience} asks`);
    }

    const prepare = (servable: Servable) => until(() => place.target.prepare(servable));
    const prepareBoth = () => Promise.all(place.good.map(prepare));
    const shift = (route: Route, expected: Route) => until(() => place.target.shift(route, expected));
    const settle = (keep: string[]) => until(() => place.target.settle(keep));

    test('a fresh target routes to nothing', async () => {
      expect(await place.target.observe()).toEqual(noRoute);
    });

    test('preparing gives no traffic, and twice or at once is the same as once', async () => {
      const [a, b] = place.good;
      await Promise.all([prepare(a), prepare(a), prepare(b)]);
      await prepare(a);
      expect((await place.prepared()).sort()).toEqual([a.id, b.id].sort());
      expect(await place.target.observe()).toEqual(noRoute);
    });

    test('a version that never comes up is `not-ready`, is blamed on the input, and leaves nothing behind', async () => {
      await expect(prepare(place.broken)).rejects.toMatchObject({ code: 'not-ready', fault: 'input' });
      expect(await place.prepared()).toEqual([]);
    });

    test('what was shifted is observed, step by step and back', async () => {
      const [a, b] = place.good;
      await prepareBoth();
      const canary: Route = { stable: a.id, candidate: b.id, candidatePercent: place.percent ?? 12.5 };
      const steps = [noRoute, only(a.id), canary, only(b.id), only(a.id), noRoute];
      for (const [index, route] of steps.slice(1).entries()) {
        await shift(route, steps[index] ?? noRoute);
        expect(routeOf(await place.target.observe())).toEqual(route);
      }
    });

    test('a shift repeated after a lost answer is harmless', async () => {
      const [a] = place.good;
      await prepare(a);
      await shift(only(a.id), noRoute);
      await shift(only(a.id), noRoute);
      expect(await place.target.observe()).toEqual(only(a.id));
    });

    test('a shift that expects another route than the live one is a foreign writer and changes nothing', async () => {
      const [a, b] = place.good;
      await prepareBoth();
      await shift(only(a.id), noRoute);
      const shifting = shift(only(b.id), noRoute);
      await expect(shifting).rejects.toMatchObject({ name: 'ConflictError', code: 'foreign-writer' });
      expect(await place.target.observe()).toEqual(only(a.id));
    });

    test('of two shifts at once from one route, one wins and the other is told', async () => {
      const [a, b] = place.good;
      await prepareBoth();
      const wishes = [only(a.id), only(b.id)];
      const shifts = await Promise.allSettled(wishes.map((route) => shift(route, noRoute)));
      const winner = shifts.findIndex(({ status }) => status === 'fulfilled');
      expect(shifts.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
      expect(await place.target.observe()).toEqual(wishes[winner]);
    });

    test('what has begun can be taken back before it is done', async () => {
      const [a, b] = place.good;
      await prepareBoth();
      await shift(only(a.id), noRoute);
      const canary: Route = { stable: a.id, candidate: b.id, candidatePercent: place.percent ?? 12.5 };
      await place.target.shift(canary, only(a.id));
      await until(async () => place.target.shift(only(a.id), routeOf(await place.target.observe())));
      expect(await place.target.observe()).toEqual(only(a.id));
    });

    test('what is under way is told with the route, and nothing is once it is done', async () => {
      const [a] = place.good;
      await prepare(a);
      const progress = await place.target.shift(only(a.id), noRoute);
      expect((await place.target.observe()).pending).toEqual(progress === 'done' ? undefined : expect.any(String));
      await shift(only(a.id), noRoute);
      expect((await place.target.observe()).pending).toBeUndefined();
    });

    for (const [manner, becomes] of Object.entries(manners) as Array<[Manner, NonNullable<Manners['sticky']>]>) {
      const share = async (): Promise<Route> => {
        const [a, b] = place.good;
        await prepareBoth();
        await shift(only(a.id), noRoute);
        return { stable: a.id, candidate: b.id, candidatePercent: place.percent ?? 12.5, manner };
      };
      if (becomes === 'carried') {
        test(`a ${manner} share is observed as such, and taken back`, async () => {
          const route = await share();
          await shift(route, only(place.good[0].id));
          expect(await place.target.observe()).toEqual(route);
          await shift(only(place.good[0].id), route);
          expect(await place.target.observe()).toEqual(only(place.good[0].id));
        });
      } else {
        test(`a ${manner} share is refused before anything is changed: ${becomes.because}`, async () => {
          const shifting = shift(await share(), only(place.good[0].id));
          await expect(shifting).rejects.toMatchObject({ code: becomes.refused, fault: 'input' });
          expect(await place.target.observe()).toEqual(only(place.good[0].id));
        });
      }
    }

    test('settling keeps the named versions and removes the others; twice is the same as once', async () => {
      const [a] = place.good;
      await prepareBoth();
      await shift(only(a.id), noRoute);
      await settle([a.id]);
      await settle([a.id]);
      expect(await place.prepared()).toEqual([a.id]);
      expect(await place.target.observe()).toEqual(only(a.id));
    });

    test('settling never removes a version that gets traffic', async () => {
      const [a] = place.good;
      await prepare(a);
      await shift(only(a.id), noRoute);
      await expect(settle([])).rejects.toMatchObject({ code: 'in-route' });
      expect(await place.prepared()).toEqual([a.id]);
    });
  });
}
