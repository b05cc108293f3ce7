import { ConflictError, InputError } from '../../lib/core/errors.ts';
import { noRoute, type Route, sameRoute } from '../../lib/core/rollout/traffic.ts';
import type { Servable } from '../../lib/core/servable.ts';
import type { DeploymentTarget } from '../../lib/ports.ts';

type Call = keyof DeploymentTarget;

/**
 * A place to serve in memory: one route, moved by compare-and-set. `before` sees each call first and may throw, or never
 * resolve, as a process that was killed; `after` runs when the call took effect, so that what it throws is a lost answer.
 */
export class FakeTarget implements DeploymentTarget {
  readonly prepared: Set<string>;
  /** Whether the server of a version ever answers. */
  comesUp: (servable: Servable) => boolean = () => true;
  /** Every call in order, e.g. `shift 9f3a@10`. */
  readonly calls: string[] = [];
  before: (call: Call) => void | Promise<void> = () => {};
  after: (call: Call) => void | Promise<void> = () => {};
  #route: Route;

  constructor(route: Route = noRoute) {
    this.#route = route;
    this.prepared = new Set([route.stable, route.candidate].filter((id) => id !== null));
  }

  prepare(servable: Servable): Promise<void> {
    const { id } = servable;
    return this.#call('prepare', id, () => {
      if (!this.comesUp(servable)) throw new InputError('not-ready', `version ${id} did not answer /ping in time`);
      this.prepared.add(id);
    });
  }

  shift(route: Route, expected: Route): Promise<void> {
    return this.#call('shift', `${route.candidate ?? route.stable}@${route.candidatePercent}`, () => {
      if (sameRoute(this.#route, route)) return;
      if (!sameRoute(this.#route, expected)) {
        throw new ConflictError('foreign-writer', `the route is ${JSON.stringify(this.#route)}`);
      }
      this.#route = { ...route };
    });
  }

  observe(): Promise<Route> {
    return this.#call('observe', '', () => ({ ...this.#route }));
  }

  settle(keep: string[]): Promise<void> {
    return this.#call('settle', keep.join(' '), () => {
      for (const id of this.prepared) {
        if (keep.includes(id)) continue;
        if (id === this.#route.stable || id === this.#route.candidate) {
          throw new ConflictError('in-route', `version ${id} gets traffic`);
        }
        this.prepared.delete(id);
      }
    });
  }

  /** The live route as a passer-by sees it: no call of ours. */
  get live(): Route {
    return { ...this.#route };
  }

  /** What somebody else does by hand. */
  meddle(route: Route): void {
    this.#route = route;
  }

  async #call<T>(name: Call, about: string, effect: () => T): Promise<T> {
    this.calls.push(`${name} ${about}`.trim());
    await this.before(name);
    const answer = effect();
    await this.after(name);
    return answer;
  }
}
