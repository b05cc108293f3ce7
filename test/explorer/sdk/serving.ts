import type { LiveRoute, Route } from '../../../lib/core/rollout/traffic.ts';
import { ServiceError } from '../../fakes/aws/service-error.ts';
import type { AwsWorld } from '../../fakes/aws/world.ts';
import type { Call } from '../call.ts';
import type { Serving } from '../place.ts';
import { performed } from './client.ts';

/** How a kind of target looks from outside of our code: read off the fakes' state, and not by what is under test. */
export interface Outlook {
  /** Whether changes are deployments, which may fail after they began. */
  deploys: boolean;
  live(world: AwsWorld): LiveRoute;
  ready(world: AwsWorld): string[];
  /** Throws what the service refuses. */
  meddle(world: AwsWorld): void;
  wrong(world: AwsWorld): string | null;
}

/** What nobody of us would set, of versions that there are. */
export const theirs: Route = { stable: 'v110', candidate: 'v100', candidatePercent: 33 };

/** The fakes of AWS as one serving. A search goes along one way at a time, so that copies share the world until it forks. */
export class AwsServing implements Serving {
  readonly foreign = theirs;
  readonly comparesAndSets = false;
  readonly world: AwsWorld;
  readonly outlook: Outlook;
  /** Somebody else made a change that nobody of us has looked at. */
  #unseen = false;
  /** What they need was taken away before any look of ours could see it: no deletion names the state that it was decided on. */
  raced = false;

  constructor(world: AwsWorld, outlook: Outlook) {
    this.world = world;
    this.outlook = outlook;
  }

  copy(): AwsServing {
    return this;
  }

  fork(): AwsServing {
    const fork = new AwsServing(this.world.copy(), this.outlook);
    fork.#unseen = this.#unseen;
    fork.raced = this.raced;
    return fork;
  }

  perform({ method, args }: Call, nowMs: number): unknown {
    this.#until(nowMs);
    const answer = performed(this.world, method, args);
    if (method === 'DescribeEndpoint') this.#unseen = false;
    if (this.#unseen && this.world.sagemaker.state.deletedInUse.length > 0) this.raced = true;
    return answer;
  }

  /** What there is and where traffic goes; while it is on its way no two moments are alike. Datapoints of metrics only grow old. */
  print(): string {
    const { clock, sagemaker, cloudwatch } = this.world;
    const live = this.outlook.live(this.world);
    const there = [sagemaker.state.configs, sagemaker.state.endpoints].map((one) => Object.keys(one));
    const nowMs = live.pending === undefined ? null : clock.nowMs;
    return JSON.stringify([
      live,
      this.outlook.ready(this.world),
      ...there,
      Object.keys(cloudwatch.state.alarms),
      nowMs,
    ]);
  }

  live(nowMs: number): LiveRoute {
    this.#until(nowMs);
    return this.outlook.live(this.world);
  }

  ready(): Set<string> {
    return new Set(this.outlook.ready(this.world));
  }

  meddle(nowMs: number): boolean {
    this.#until(nowMs);
    try {
      this.outlook.meddle(this.world);
      this.#unseen = true;
      return true;
    } catch (error) {
      if (error instanceof ServiceError) return false;
      throw error;
    }
  }

  /** Deployments that are to fail are told to the fake before they begin. */
  revert(): boolean {
    return false;
  }

  due(): undefined {}

  wrong(): string | null {
    return this.outlook.wrong(this.world);
  }

  #until(nowMs: number): void {
    const { clock } = this.world;
    if (nowMs > clock.nowMs) clock.advance((nowMs - clock.nowMs) / 1000);
  }
}
