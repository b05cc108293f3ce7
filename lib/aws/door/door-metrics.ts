import type { ArmWindow } from '../../core/rollout/traffic.ts';
import type { Clock, CustomMetric, MetricSource, ObjectStore } from '../../ports.ts';
import type { CloudWatchSend, Sleep } from '../clients.ts';
import { customQuestions, customValues } from '../metric-custom.ts';
import { periodsIn } from '../metric-periods.ts';
import { ask, MetricsIncompleteError } from '../metric-series.ts';
import { type Side, sideQuestions, sideWindow } from './door-window.ts';
import { readDocument } from './route-document.ts';

const grainSeconds = 10;
/** The door prints lines, which CloudWatch turns into metrics within a minute. */
const ingestionSeconds = 60;

/**
 * What the front door counted, while it mirrors or keeps users with one version; otherwise what the target's own source tells.
 * A window in which neither stable nor the candidate had a request may still have outcomes.
 */
export class DoorMetrics implements MetricSource {
  private readonly client: CloudWatchSend;
  private readonly inner: MetricSource;
  private readonly place: { store: ObjectStore; pipeline: string };
  private readonly time: { clock: Clock; sleep: Sleep };

  constructor(
    client: CloudWatchSend,
    inner: MetricSource,
    place: { store: ObjectStore; pipeline: string },
    time: { clock: Clock; sleep: Sleep },
  ) {
    this.client = client;
    this.inner = inner;
    this.place = place;
    this.time = time;
  }

  async knownUntil(): Promise<string> {
    return (await this.sides()) ? new Date(this.knownMs()).toISOString() : this.inner.knownUntil();
  }

  /** @throws MetricsIncompleteError when CloudWatch reports partial data, or what is asked for is not known yet */
  async read(from: string, to: string, custom: readonly CustomMetric[] = []): Promise<ArmWindow[]> {
    const sides = await this.sides();
    if (sides === null) return this.inner.read(from, to, custom);
    const periods = periodsIn(from, to, grainSeconds);
    if (periods === null) return [];
    if (periods.end.getTime() > this.knownMs())
      throw new MetricsIncompleteError('metrics-incomplete', `What happened from ${from} to ${to} is not known yet.`);
    const questions = sides.flatMap((side, i) => [
      ...sideQuestions(this.place.pipeline, side, i),
      ...customQuestions(custom, side.servable, i),
    ]);
    const answers = await ask(this.client, questions, periods, this.time.sleep);
    return sides
      .map((side, i) => ({ ...sideWindow(side, i, answers), ...customValues(custom, answers, i) }))
      .filter(({ requests, outcomes }) => requests > 0 || outcomes !== undefined);
  }

  private knownMs(): number {
    const now = this.time.clock.now().getTime() / 1_000;
    return Math.floor((now - ingestionSeconds) / grainSeconds) * grainSeconds * 1_000;
  }

  private async sides(): Promise<Side[] | null> {
    const { route } = await readDocument(this.place.store, this.place.pipeline);
    if (route === null) return null;
    return [
      { servable: route.stable, arm: 'stable' },
      { servable: route.candidate, arm: 'candidate' },
    ];
  }
}
