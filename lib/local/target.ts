import { ConflictError, InternalError } from '../core/errors.ts';
import type { RolloutPlan } from '../core/rollout/step.ts';
import { type LiveRoute, type Progress, type Route, sameRoute } from '../core/rollout/traffic.ts';
import type { Servable } from '../core/servable.ts';
import type { DeploymentTarget, ObjectStore } from '../ports.ts';
import { servableOf, serversOf } from './router/baseline.ts';
import type { RouterClient } from './router/client.ts';
import { workloadEnvironment } from './workload/environment.ts';
import type { Workloads } from './workload/workloads.ts';

/** Serves models on this machine: one server process per version behind the local router. */
export class LocalTarget implements DeploymentTarget {
  readonly #router: RouterClient;
  readonly #store: ObjectStore;
  readonly #workloads: Workloads;

  constructor(router: RouterClient, store: ObjectStore, workloads: Workloads) {
    this.#router = router;
    this.#store = store;
    this.#workloads = workloads;
  }

  async prepare(servable: Servable): Promise<Progress> {
    const source = await this.#workloads.source(this.#store, servable.sourceDigest);
    const base = await this.#workloads.model(this.#store, servable.modelDigest);
    const { run: command, readyTimeLimitSeconds, answerTimeLimitSeconds } = source.policy.serving;
    const env = workloadEnvironment(await this.#workloads.venv(source), {
      SAGEMAKER_BASE_DIR: base,
      SM_MODEL_DIR: `${base}/model`,
    });
    const limits = { readyTimeLimitSeconds, answerTimeLimitSeconds };
    await this.#router.putVersion(servable.id, { command, cwd: source.dir, env, ...limits });
    return 'done';
  }

  async shift(route: Route, expected: Route, plan?: RolloutPlan): Promise<Progress> {
    await this.#router.setRoute(route, expected, plan?.door);
    const live = await this.#router.route();
    if (sameRoute(live, route)) return 'done';
    const sentence = `The route was set to ${JSON.stringify(route)} but reads ${JSON.stringify(live)}.`;
    throw new ConflictError('foreign-writer', sentence);
  }

  observe(): Promise<LiveRoute> {
    return this.#router.route();
  }

  async settle(keep: string[]): Promise<Progress> {
    // A fresh baseline goes with the comparison that it was made for.
    const baselines = serversOf(await this.#router.route()).filter((id) => servableOf(id).baseline);
    const kept = new Set([...keep, ...baselines]);
    const extra = (await this.#router.versions()).filter(({ id }) => !kept.has(id));
    await Promise.all(extra.map(({ id }) => this.#router.deleteVersion(id)));
    const left = (await this.#router.versions()).filter(({ id }) => !kept.has(id));
    if (left.length === 0) return 'done';
    throw new InternalError('not-settled', `Versions ${left.map(({ id }) => id).join(', ')} are still there.`);
  }
}
