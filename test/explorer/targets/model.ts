import { ConflictError } from '../../../lib/core/errors.ts';
import { type LiveRoute, type Progress, type Route, routeOf, sameRoute } from '../../../lib/core/rollout/traffic.ts';
import type { DeploymentTarget } from '../../../lib/ports.ts';
import type { Call } from '../call.ts';
import type { Line } from '../flight.ts';
import type { Serving } from '../place.ts';

/** What tells one kind of service from another. */
export interface Nature {
  /** Whether a write names the state that it was decided on, and is refused when there is another one. */
  compareAndSet: boolean;
  /** Seconds until a write, or a making ready, is done; until then the service refuses other writes and may take it back. */
  takesSeconds: number;
}

interface Seen {
  route: Route;
  revision: number;
  pending?: string | undefined;
}

/** What nobody of us would set. */
export const foreignRoute: Route = { stable: 'v110', candidate: 'foreign', candidatePercent: 33 };

/** Where versions serve, as plain as can be: one route, a revision, and a write that may be under way. */
export class ModelServing implements Serving {
  readonly nature: Nature;
  route: Route;
  revision = 1;
  made: ReadonlySet<string>;
  /** Until when a version is being made ready. */
  making: ReadonlyMap<string, number> = new Map();
  toward: { route: Route; atMs: number; theirs?: true } | undefined;

  constructor(nature: Nature, route: Route, made: Iterable<string>) {
    this.nature = nature;
    this.route = route;
    this.made = new Set(made);
  }

  get comparesAndSets(): boolean {
    return this.nature.compareAndSet;
  }

  copy(): ModelServing {
    const copy = new ModelServing(this.nature, this.route, []);
    copy.made = this.made;
    copy.making = this.making;
    copy.revision = this.revision;
    copy.toward = this.toward;
    return copy;
  }

  print(): string {
    return JSON.stringify([this.route, this.revision, [...this.made].sort(), [...this.making], this.toward ?? null]);
  }

  live(nowMs: number): LiveRoute {
    this.#arrive(nowMs);
    return this.toward ? { ...this.route, pending: 'Updating' } : { ...this.route };
  }

  ready(): Set<string> {
    return new Set(this.made);
  }

  meddle(nowMs: number): boolean {
    this.#arrive(nowMs);
    // Nor does it take a version that it no longer has.
    if (this.toward || !this.made.has(foreignRoute.stable ?? '')) return false;
    const { takesSeconds } = this.nature;
    // Theirs takes as long as ours.
    if (takesSeconds > 0) this.toward = { route: foreignRoute, atMs: nowMs + takesSeconds * 1000, theirs: true };
    else this.#set(foreignRoute);
    return true;
  }

  revert(nowMs: number): boolean {
    this.#arrive(nowMs);
    if (!this.toward || this.toward.theirs) return false;
    this.toward = undefined;
    this.revision += 1;
    return true;
  }

  due(): number | undefined {
    return this.toward?.atMs;
  }

  perform({ method, args }: Call, nowMs: number): unknown {
    this.#arrive(nowMs);
    switch (method) {
      case 'read':
        return { route: this.route, revision: this.revision, ...(this.toward ? { pending: 'Updating' } : {}) };
      case 'make':
        return this.#make(String(args[0]), nowMs);
      case 'remove':
        this.made = new Set([...this.made].filter((id) => this.#stays(id, args[0] as string[])));
        return undefined;
      default:
        return this.#write(args[0] as Route, args[1] as number, nowMs);
    }
  }

  /** A function's version that an alias names cannot be deleted; the model behind an endpoint can. */
  #stays(id: string, keep: string[]): boolean {
    const named = [this.route.stable, this.route.candidate].includes(id);
    return keep.includes(id) || (this.nature.compareAndSet && named);
  }

  #make(id: string, nowMs: number): Progress {
    const atMs = this.making.get(id) ?? nowMs + this.nature.takesSeconds * 1000;
    if (this.made.has(id)) return 'done';
    if (nowMs < atMs) {
      this.making = new Map([...this.making, [id, atMs]]);
      return 'pending';
    }
    this.making = new Map([...this.making].filter(([other]) => other !== id));
    this.made = new Set([...this.made, id]);
    return 'done';
  }

  /** `taken`, or `refused` where the service is not as the caller thinks. */
  #write(route: Route, revision: number, nowMs: number): 'taken' | 'refused' {
    const { compareAndSet, takesSeconds } = this.nature;
    for (const id of [route.stable, route.candidate])
      if (id !== null && !this.made.has(id)) throw new Error(`ValidationException: there is no ${id}`);
    if (this.toward || (compareAndSet && revision !== this.revision)) return 'refused';
    if (takesSeconds > 0) this.toward = { route, atMs: nowMs + takesSeconds * 1000 };
    else this.#set(route);
    return 'taken';
  }

  #arrive(nowMs: number): void {
    if (!this.toward || nowMs < this.toward.atMs) return;
    this.#set(this.toward.route);
    this.toward = undefined;
  }

  #set(route: Route): void {
    this.route = route;
    this.revision += 1;
  }
}

/** Our side of it: looks, decides, writes. */
export class ModelTarget implements DeploymentTarget {
  private readonly line: Line;

  constructor(line: Line) {
    this.line = line;
  }

  async prepare({ id }: { id: string }): Promise<Progress> {
    return (await this.ask('make', id)) as Progress;
  }

  async observe(): Promise<LiveRoute> {
    const { route, pending } = await this.look();
    return { ...routeOf(route), ...(pending === undefined ? {} : { pending }) };
  }

  async shift(route: Route, expected: Route): Promise<Progress> {
    for (let attempt = 0; attempt < 2; attempt += 1) {
      const { route: live, revision, pending } = await this.look();
      if (pending !== undefined) return 'pending';
      if (sameRoute(live, route)) return 'done';
      if (!sameRoute(live, expected)) throw new ConflictError('foreign-writer', `it is at ${JSON.stringify(live)}`);
      await this.ask('write', routeOf(route), revision);
    }
    const { route: live, pending } = await this.look();
    if (pending !== undefined) return 'pending';
    if (sameRoute(live, route)) return 'done';
    throw new ConflictError('foreign-writer', `it is at ${JSON.stringify(live)}`);
  }

  async settle(keep: string[]): Promise<Progress> {
    const { route, pending } = await this.look();
    if (pending !== undefined) return 'pending';
    for (const id of [route.stable, route.candidate])
      if (id !== null && !keep.includes(id)) throw new ConflictError('in-route', `version ${id} gets traffic`);
    await this.ask('remove', keep);
    return 'done';
  }

  private async look(): Promise<Seen> {
    return (await this.ask('read')) as Seen;
  }

  private ask(method: string, ...args: unknown[]): Promise<unknown> {
    return this.line.ask({ port: 'target', method, args });
  }
}
