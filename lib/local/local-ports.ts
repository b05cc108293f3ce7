import type { DeploymentTarget, MetricSource, Ports, Scorer } from '../ports.ts';
import { DirectoryStore } from './directory-store.ts';
import { LocalExecutions } from './executions/local-executions.ts';
import type { Folders } from './folders.ts';
import { LocalMetrics } from './metrics.ts';
import { connectRouter, ensureRouter, type RouterClient } from './router/client.ts';
import { RouterState } from './router/state.ts';
import { LocalScorer } from './scorer.ts';
import { configuredSigner } from './signer.ts';
import type { Stopwatch } from './stopwatch.ts';
import { LocalTarget } from './target.ts';
import type { Workloads } from './workload/workloads.ts';

const news = new Set(['approval', 'foreign-writer']);

export type LocalPorts = Omit<Ports, 'workDir'> & { executions: LocalExecutions };

/** The ports of a laptop. The router is started when a step first needs a model to serve, not before. */
export function localPorts(
  folders: Folders,
  workloads: Workloads,
  stopwatch: Stopwatch,
  note: (text: string) => void = () => {},
): LocalPorts {
  const store = new DirectoryStore(folders.store);
  const router = () => ensureRouter(folders.router);
  return {
    store,
    data: new DirectoryStore(folders.data),
    executions: new LocalExecutions(folders.executions, folders.approvals),
    target: target(async () => new LocalTarget(await router(), store, workloads), folders.router, stopwatch),
    scorer: scorer(router),
    metrics: metrics(router),
    // The caller of a run is told its end anyway; a question to a person is news, and so is what somebody else did.
    notifier: { announce: async ({ kind, sentence }) => (news.has(kind) ? note(sentence) : undefined) },
    clock: { now: () => new Date() },
    names: { store: folders.store, data: folders.data },
    place: 'local',
    signer: configuredSigner(),
  };
}

function target(open: () => Promise<LocalTarget>, routerDir: string, stopwatch: Stopwatch): DeploymentTarget {
  return {
    prepare: async (servable) => {
      const opened = await open();
      return stopwatch.workload(() => opened.prepare(servable));
    },
    shift: async (route, expected, plan) => (await open()).shift(route, expected, plan),
    // Looking starts nothing: a router that is down keeps the route that it will come back with.
    observe: async () => (await connectRouter(routerDir))?.route() ?? new RouterState(routerDir).route,
    settle: async (keep, preparedBefore) => {
      // Nothing here is old: no router is started to hear that.
      return preparedBefore === undefined ? (await open()).settle(keep) : 'done';
    },
  };
}

function scorer(router: () => Promise<RouterClient>): Scorer {
  return { predict: async (id, instances) => new LocalScorer(await router()).predict(id, instances) };
}

function metrics(router: () => Promise<RouterClient>): MetricSource {
  return {
    knownUntil: async () => new LocalMetrics(await router()).knownUntil(),
    read: async (from, to) => new LocalMetrics(await router()).read(from, to),
  };
}

/** Address of the front door while the router runs. */
export async function frontDoor(folders: Folders): Promise<string | undefined> {
  return (await connectRouter(folders.router))?.frontUrl;
}
