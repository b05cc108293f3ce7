import type { CodeHost } from '../code-host-ports.ts';
import type {
  DeploymentTarget,
  Executions,
  IntakeQueue,
  JudgeBeacon,
  MetricSource,
  Notifier,
  Scorer,
  Signer,
} from '../ports.ts';

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
    shift: async (route, expected, plan) => (await load()).shift(route, expected, plan),
    observe: async () => (await load()).observe(),
    settle: async (keep, preparedBefore) => (await load()).settle(keep, preparedBefore),
  }),
  executions: (load: () => Promise<Executions>): Executions => ({
    start: async (request) => (await load()).start(request),
    describe: async (executionArn) => (await load()).describe(executionArn),
    timeline: async (executionArn) => (await load()).timeline(executionArn),
    answer: async (taskToken, said) => (await load()).answer(taskToken, said),
  }),
  scorer: (load: () => Promise<Scorer>): Scorer => ({
    predict: async (servableId, instances) => (await load()).predict(servableId, instances),
  }),
  metrics: (load: () => Promise<MetricSource>): MetricSource => ({
    knownUntil: async () => (await load()).knownUntil(),
    read: async (from, to, custom) => (await load()).read(from, to, custom),
  }),
  /** Told to nobody where there is none. */
  beacon: (load: () => Promise<JudgeBeacon | undefined>): JudgeBeacon => ({
    tell: async (worse) => (await load())?.tell(worse),
  }),
  signer: (load: () => Promise<Signer>): Signer => ({
    sign: async (hash) => (await load()).sign(hash),
    verify: async (hash, signature) => (await load()).verify(hash, signature),
  }),
  notifier: (load: () => Promise<Notifier>): Notifier => ({
    announce: async (event) => (await load()).announce(event),
  }),
  queue: (load: () => Promise<IntakeQueue>): IntakeQueue => ({
    send: async (message, delaySeconds) => (await load()).send(message, delaySeconds),
  }),
  code: (load: () => Promise<CodeHost>): CodeHost => ({
    files: async function* (commit) {
      yield* (await load()).files(commit);
    },
    heads: async () => (await load()).heads(),
    commits: async (base, head) => (await load()).commits(base, head),
    mayWrite: async (person) => (await load()).mayWrite(person),
  }),
};
