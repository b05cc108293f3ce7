import { ConflictError, InputError } from '../../lib/core/errors.ts';
import { type LiveRoute, noRoute, type Progress, type Route, sameRoute } from '../../lib/core/rollout/traffic.ts';
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
  /** Looks that each move, and each preparing, takes until it is done; 0: at once. */
  takes = 0;
  /** Like SageMaker: between a call's look and its write, others may write; called there. Undefined: compare-and-set. */
  between: (() => void | Promise<void>) | undefined;
  #route: Route;
  #toward: { route: Route; looks: number } | undefined;
  readonly #preparing = new Map<string, number>();

  constructor(route: Route = noRoute) {
    this.#route = route;
    this.prepared = new Set([route.stable, route.candidate].filter((id) => id !== null));
  }

  prepare(servable: Servable): Promise<Progress> {
    const { id } = servable;
    return this.#call('prepare', id, () => {
      if (!this.comesUp(servable)) throw new InputError('not-ready', `version ${id} did not answer /ping in time`);
      const left = this.prepared.has(id) ? 0 : (this.#preparing.get(id) ?? this.takes);
      this.#preparing.set(id, left - 1);
      if (left > 0) return 'pending';
      this.prepared.add(id);
      return 'done';
    });
  }

  shift(route: Route, expected: Route): Promise<Progress> {
    return this.#call('shift', `${route.candidate ?? route.stable}@${route.candidatePercent}`, async () => {
      this.#look();
      if (this.#toward) return 'pending';
      if (sameRoute(this.#route, route)) return 'done';
      if (!sameRoute(this.#route, expected)) {
        throw new ConflictError('foreign-writer', `the route is ${JSON.stringify(this.#route)}`);
      }
      if (this.between) await this.between();
      if (this.takes === 0) this.#route = { ...route };
      else this.#toward = { route: { ...route }, looks: this.takes };
      return this.takes === 0 ? 'done' : 'pending';
    });
  }

  observe(): Promise<LiveRoute> {
    return this.#call('observe', '', () => {
      this.#look();
      return this.#toward ? { ...this.#route, pending: 'traffic is being moved' } : { ...this.#route };
    });
  }

  /** Time goes by with each look. */
  #look(): void {
    if (!this.#toward) return;
    this.#toward.looks -= 1;
    if (this.#toward.looks > 0) return;
    this.#route = this.#toward.route;
    this.#toward = undefined;
  }

  settle(keep: string[]): Promise<Progress> {
    return this.#call('settle', keep.join(' '), () => {
      for (const id of this.prepared) {
        if (keep.includes(id)) continue;
        if (id === this.#route.stable || id === this.#route.candidate) {
          throw new ConflictError('in-route', `version ${id} gets traffic`);
        }
        this.prepared.delete(id);
      }
      return 'done';
    });
  }

  /** The live route as a passer-by sees it: no call of ours. */
  get live(): Route {
    return { ...this.#route };
  }

  /** What somebody else does by hand. */
  meddle(route: Route): void {
    this.#toward = undefined;
    this.#route = route;
  }

  async #call<T>(name: Call, about: string, effect: () => T | Promise<T>): Promise<T> {
    this.calls.push(`${name} ${about}`.trim());
    await this.before(name);
    const answer = await effect();
    await this.after(name);
    return answer;
  }
}
