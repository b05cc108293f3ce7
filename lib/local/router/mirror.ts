import { agree, predictionsIn } from '../../core/rollout/answers.ts';
import type { DoorOptions } from '../../core/rollout/step.ts';
import type { Fleet } from './fleet.ts';
import type { Answer, Forwarded } from './forward.ts';
import type { RequestMetrics } from './request-metrics.ts';

/** Copies under way at once: what comes beyond is not copied, so that a slow candidate takes nothing from callers. */
const mostCopies = 64;

/** Sends copies of requests to a version that answers nobody, once their callers have their answers. */
export class Mirror {
  readonly #traffic: { fleet: Fleet; metrics: RequestMetrics; door(): DoorOptions };
  #underWay = 0;

  constructor(traffic: { fleet: Fleet; metrics: RequestMetrics; door(): DoorOptions }) {
    this.#traffic = traffic;
  }

  /** @param answered what the caller got for it */
  copy(serverId: string, what: Forwarded, answered: Answer): void {
    const server = this.#traffic.fleet.get(serverId);
    if (!server || this.#underWay >= mostCopies) return;
    this.#underWay += 1;
    void server
      .send(what)
      .then((got) => this.#count(serverId, got, answered))
      .finally(() => {
        this.#underWay -= 1;
      });
  }

  #count(serverId: string, got: Answer, answered: Answer): void {
    const { metrics, door } = this.#traffic;
    const now = Date.now();
    metrics.record(serverId, now, got.latencyMs, got.status >= 500);
    const said = got.status === 200 ? predictionsIn(got.body.toString('utf8')) : undefined;
    if (said) metrics.predicted(serverId, now, said);
    // A request that the champion refuses too says nothing about the candidate.
    const theirs = answered.status === 200 ? predictionsIn(answered.body.toString('utf8')) : undefined;
    if (theirs) metrics.compared(serverId, now, agree(said, theirs, door().tolerance));
  }
}
