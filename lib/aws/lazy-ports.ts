import type { DeploymentTarget, Executions, MetricSource, Notifier, Scorer } from '../ports.ts';

/** Calls `load` at the first use and keeps what it gave; a failed load is tried again. */
export function once<T>(load: () => Promise<T>): () => Promise<T> {
  let kept: Promise<T> | undefined;
  return () => {
    kept ??= load().catch((error: unknown) => {
      kept = undefined;
      throw error;
    });
    return kept;
  };
}

/** Ports that load at their first call: a step's cold start pays for nothing that it does not use. */
export const lazy = {
  target: (load: () => Promise<DeploymentTarget>): DeploymentTarget => ({
    prepare: async (servable) => (await load()).prepare(servable),
    shift: async (route, expected) => (await load()).shift(route, expected),
    observe: async () => (await load()).observe(),
    settle: async (keep) => (await load()).settle(keep),
  }),
  executions: (load: () => Promise<Executions>): Executions => ({
    start: async (request) => (await load()).start(request),
    describe: async (executionArn) => (await load()).describe(executionArn),
    timeline: async (executionArn) => (await load()).timeline(executionArn),
  }),
  scorer: (load: () => Promise<Scorer>): Scorer => ({
    predict: async (servableId, instances) => (await load()).predict(servableId, instances),
  }),
  metrics: (load: () => Promise<MetricSource>): MetricSource => ({
    read: async (from, to) => (await load()).read(from, to),
  }),
  notifier: (load: () => Promise<Notifier>): Notifier => ({
    announce: async (event) => (await load()).announce(event),
  }),
};
