import { type LiveRoute, noRoute, type Route } from '../../../lib/core/rollout/traffic.ts';
import type { Call } from '../call.ts';
import type { Serving } from '../place.ts';
import { foreignRoute } from './model.ts';

/**
 * What the service does by itself, in seconds: launches, waits at each share, and gives up what nobody is heard of for so long. Short,
 * so that a machine that asks every 15 s sees each within the few askings of a search.
 */
const launchSeconds = 20;
const bakeSeconds = 30;
const silenceSeconds = 120;

interface Deployment {
  to: string;
  /** Shares of the traffic one after the other, each for a bake; none: all of it at once. */
  shares: readonly number[];
  beganMs: number;
  theirs?: true;
}

/** What a look at it tells. */
export interface ManagedSeen {
  stable: string;
  deployment?: { to: string; percent: number; theirs?: true };
}

/** A service that moves traffic to a new version by itself, and back when it hears something bad or nothing at all. */
export class ManagedServing implements Serving {
  readonly foreign: Route = { ...noRoute, stable: foreignRoute.candidate };
  stable: string;
  made: ReadonlySet<string>;
  deployment: Deployment | undefined;
  heardMs = 0;
  tookBack = 0;
  readonly comparesAndSets = false;

  constructor(stable: string, made: Iterable<string>) {
    this.stable = stable;
    this.made = new Set(made);
  }

  copy(): ManagedServing {
    const { deployment, heardMs, tookBack } = this;
    return Object.assign(new ManagedServing(this.stable, this.made), { deployment, heardMs, tookBack });
  }

  print(nowMs: number): string {
    this.#goOn(nowMs);
    const heardMs = this.deployment ? this.heardMs : 0;
    return JSON.stringify([this.stable, [...this.made].sort(), this.deployment ?? null, heardMs, this.tookBack]);
  }

  live(nowMs: number): LiveRoute {
    const { stable, deployment } = this.#seen(nowMs);
    if (!deployment) return { ...noRoute, stable };
    const { to, percent } = deployment;
    const share = percent > 0 ? { candidate: to, candidatePercent: percent } : {};
    return { ...noRoute, stable, ...share, pending: 'Updating' };
  }

  ready(): Set<string> {
    return new Set(this.made);
  }

  meddle(nowMs: number): boolean {
    this.#goOn(nowMs);
    if (this.deployment) return false;
    this.deployment = { to: foreignRoute.candidate ?? '', shares: [], beganMs: nowMs, theirs: true };
    return true;
  }

  revert(nowMs: number): boolean {
    this.#goOn(nowMs);
    if (!this.deployment || this.deployment.theirs) return false;
    this.deployment = undefined;
    return true;
  }

  due(): number | undefined {
    return this.deployment && doneMs(this.deployment);
  }

  perform({ method, args: [first, second] }: Call, nowMs: number): unknown {
    this.#goOn(nowMs);
    if (method === 'read') return this.#seen(nowMs);
    if (method === 'make') this.made = new Set([...this.made, String(first)]);
    if (method === 'remove') {
      const keep = first as string[];
      this.made = new Set([...this.made].filter((id) => keep.includes(id)));
    }
    if (method === 'tell') this.heardMs = nowMs;
    if (method === 'trip' || (method === 'tell' && first === true)) this.#goBack();
    if (method === 'deploy') this.#deploy(String(first), second as number[], nowMs);
    return undefined;
  }

  #seen(nowMs: number): ManagedSeen {
    this.#goOn(nowMs);
    const { stable, deployment } = this;
    if (!deployment) return { stable };
    const { to, theirs } = deployment;
    const percent = percentOf(deployment, nowMs);
    return { stable, deployment: { to, percent, ...(theirs ? { theirs } : {}) } };
  }

  #deploy(to: string, shares: readonly number[], nowMs: number): void {
    if (!this.made.has(to)) throw new Error(`ValidationException: there is no ${to}`);
    if (this.deployment || to === this.stable) return;
    this.deployment = { to, shares, beganMs: nowMs };
    this.heardMs = nowMs;
  }

  /** Only what goes step by step has alarms. */
  #goBack(): void {
    if (this.deployment && this.deployment.shares.length > 0) this.deployment = undefined;
  }

  /** Whatever comes first: it is done, or nobody was heard for too long. */
  #goOn(nowMs: number): void {
    if (!this.deployment) return;
    const { to, shares } = this.deployment;
    const [done, silent] = [doneMs(this.deployment), this.heardMs + silenceSeconds * 1000];
    const watched = shares.length > 0;
    if (nowMs < (watched ? Math.min(done, silent) : done)) return;
    if (!watched || done <= silent) this.stable = to;
    else this.tookBack += 1;
    this.deployment = undefined;
  }
}

function doneMs({ beganMs, shares }: Deployment): number {
  return beganMs + (launchSeconds + shares.length * bakeSeconds) * 1000;
}

function percentOf({ beganMs, shares }: Deployment, nowMs: number): number {
  const baked = Math.floor((nowMs - beganMs - launchSeconds * 1000) / (bakeSeconds * 1000));
  return baked < 0 ? 0 : (shares[Math.min(baked, shares.length - 1)] ?? 0);
}
