import { ConflictError, InputError } from '../../../lib/core/errors.ts';
import { type LiveRoute, noRoute, type Progress, type Route, routeOf } from '../../../lib/core/rollout/traffic.ts';
import type { DeploymentTarget } from '../../../lib/ports.ts';
import type { Call } from '../call.ts';
import type { Line } from '../flight.ts';
import type { Serving } from '../place.ts';
import { foreignRoute } from './model.ts';

/** What the service does by itself, in seconds: launches, waits at a share, and gives up what nobody is heard of for so long. */
const launchSeconds = 20;
const bakeSeconds = 120;
const silenceSeconds = 300;

interface Deployment {
  to: string;
  percent: number;
  beganMs: number;
  theirs?: true;
}

type Seen = { stable: string; deployment?: { to: string; percent: number; arrived: boolean; theirs?: true } };

/** A service that moves traffic to a new version by itself, and back when it hears something bad or nothing at all. */
export class ManagedServing implements Serving {
  readonly foreign: Route = { ...noRoute, stable: foreignRoute.candidate };
  stable: string;
  made: ReadonlySet<string>;
  deployment: Deployment | undefined;
  heardMs = 0;

  constructor(stable: string, made: Iterable<string>) {
    this.stable = stable;
    this.made = new Set(made);
  }

  copy(): ManagedServing {
    return Object.assign(new ManagedServing(this.stable, this.made), {
      deployment: this.deployment,
      heardMs: this.heardMs,
    });
  }

  print(): string {
    const heardMs = this.deployment ? this.heardMs : 0;
    return JSON.stringify([this.stable, [...this.made].sort(), this.deployment ?? null, heardMs]);
  }

  live(nowMs: number): LiveRoute {
    this.#goOn(nowMs);
    const { stable, deployment } = this;
    if (!deployment) return { ...noRoute, stable };
    const { to, percent } = deployment;
    const share = this.#arrived(nowMs) && percent < 100 ? { candidate: to, candidatePercent: percent } : {};
    return { ...noRoute, stable, ...share, pending: 'Updating' };
  }

  ready(): Set<string> {
    return new Set(this.made);
  }

  meddle(nowMs: number): boolean {
    this.#goOn(nowMs);
    if (this.deployment) return false;
    this.deployment = { to: foreignRoute.candidate ?? '', percent: 100, beganMs: nowMs, theirs: true };
    return true;
  }

  revert(nowMs: number): boolean {
    this.#goOn(nowMs);
    if (!this.deployment || this.deployment.theirs) return false;
    this.deployment = undefined;
    return true;
  }

  due(): number | undefined {
    return this.deployment && this.deployment.beganMs + launchSeconds * 1000;
  }

  perform({ method, args }: Call, nowMs: number): unknown {
    this.#goOn(nowMs);
    const [first, second] = args;
    if (method === 'read') return this.#read(nowMs);
    if (method === 'make') this.made = new Set([...this.made, String(first)]);
    if (method === 'remove') {
      const keep = [...(first as string[]), this.stable, this.deployment?.to];
      this.made = new Set([...this.made].filter((id) => keep.includes(id)));
    }
    if (method === 'tell') this.#hear(Boolean(first), nowMs);
    if (method === 'deploy') this.#deploy(String(first), Number(second), nowMs);
    return undefined;
  }

  #read(nowMs: number): Seen {
    const { stable, deployment } = this;
    if (!deployment) return { stable };
    const { to, percent, theirs } = deployment;
    return { stable, deployment: { to, percent, arrived: this.#arrived(nowMs), ...(theirs ? { theirs } : {}) } };
  }

  #deploy(to: string, percent: number, nowMs: number): void {
    if (!this.made.has(to)) throw new Error(`ValidationException: there is no ${to}`);
    if (this.deployment || to === this.stable) return;
    this.deployment = { to, percent, beganMs: nowMs };
    this.heardMs = nowMs;
  }

  #hear(worse: boolean, nowMs: number): void {
    this.heardMs = nowMs;
    if (worse && this.deployment && !this.deployment.theirs) this.deployment = undefined;
  }

  #arrived(nowMs: number): boolean {
    return this.deployment !== undefined && nowMs >= this.deployment.beganMs + launchSeconds * 1000;
  }

  /** Whatever comes first: it is done, or nobody was heard for too long. */
  #goOn(nowMs: number): void {
    if (!this.deployment) return;
    const { to, percent, beganMs, theirs } = this.deployment;
    const doneMs = beganMs + (launchSeconds + (percent < 100 ? bakeSeconds : 0)) * 1000;
    const silentMs = this.heardMs + silenceSeconds * 1000;
    if (nowMs < Math.min(doneMs, theirs ? doneMs : silentMs)) return;
    if (theirs || doneMs <= silentMs) this.stable = to;
    this.deployment = undefined;
  }
}

/** Our side of it: begins, accompanies, and trips. */
export class ManagedTarget implements DeploymentTarget {
  private readonly line: Line;

  constructor(line: Line) {
    this.line = line;
  }

  async prepare({ id }: { id: string }): Promise<Progress> {
    await this.ask('make', id);
    return 'done';
  }

  async observe(): Promise<LiveRoute> {
    const { stable, deployment } = await this.look();
    if (!deployment) return { ...noRoute, stable };
    const { to, percent, arrived } = deployment;
    const share = arrived && percent < 100 ? { candidate: to, candidatePercent: percent } : {};
    return { ...noRoute, stable, ...share, pending: `to ${to}` };
  }

  async shift(route: Route, expected: Route): Promise<Progress> {
    const { stable, deployment } = await this.look();
    const wanted = route.candidate ?? route.stable ?? '';
    if (deployment) return this.during(deployment, stable, route, expected);
    if (stable === wanted) return 'done';
    if (stable !== expected.stable && stable !== expected.candidate) throw foreign(stable);
    if (expected.candidate === wanted) throw new InputError('rolled-back', `the service took ${wanted} back`);
    await this.tell(false);
    await this.ask('deploy', wanted, route.candidate === null ? 100 : route.candidatePercent);
    return 'pending';
  }

  async settle(keep: string[]): Promise<Progress> {
    const { stable, deployment } = await this.look();
    if (deployment) return 'pending';
    if (!keep.includes(stable)) throw new ConflictError('in-route', `version ${stable} gets traffic`);
    await this.ask('remove', keep);
    return 'done';
  }

  tell(worse: boolean): Promise<void> {
    return this.ask('tell', worse) as Promise<never>;
  }

  private async during(
    { to, arrived }: NonNullable<Seen['deployment']>,
    stable: string,
    route: Route,
    { stable: before, candidate }: Route,
  ): Promise<Progress> {
    const forward = to === (route.candidate ?? route.stable);
    const back = route.candidate === null && route.stable === stable;
    if (![before, candidate].includes(stable) || !(forward || back)) throw foreign(to);
    await this.tell(!forward);
    return forward && route.candidate !== null && arrived ? 'done' : 'pending';
  }

  private async look(): Promise<Seen> {
    return (await this.ask('read')) as Seen;
  }

  private ask(method: string, ...args: unknown[]): Promise<unknown> {
    return this.line.ask({ port: 'target', method, args });
  }
}

function foreign(id: string): ConflictError {
  return new ConflictError('foreign-writer', `it goes to ${JSON.stringify(routeOf({ ...noRoute, stable: id }))}`);
}
