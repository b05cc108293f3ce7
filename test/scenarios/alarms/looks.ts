import { layout } from '../../../lib/core/store-layout.ts';
import type { ObjectStore } from '../../../lib/ports.ts';
import { shiftedTo } from '../../steps/rollout.ts';
import { admitRun, served, type World, world } from '../../steps/world.ts';
import type { Cases } from './case.ts';
import { reap } from './handlers.ts';
import { Scene } from './scene.ts';

/** Lets so many minutes pass, in which the reaper looks every five. */
async function watched(ports: World, minutes: number, each: (minute: number) => void = () => {}): Promise<Scene> {
  const scene = new Scene(ports.clock);
  await scene.pass(minutes, async (minute) => {
    each(minute);
    if (minute % 5 === 0) await reap(scene, ports);
  });
  return scene;
}

/** A run that was admitted and goes on, some hours ago. */
async function atWork(hours: number): Promise<World> {
  const ports = world();
  const { executionArn } = await admitRun(ports);
  ports.executions.statuses.set(executionArn, 'RUNNING');
  ports.clock.advance(hours * 3_600);
  return ports;
}

/** The store of a function that may not write leases any more, up to some minute. */
async function leaseRefused(minutes: number): Promise<Scene> {
  const { ports, input } = await shiftedTo(0);
  ports.executions.statuses.set(input.executionArn, 'ABORTED');
  let refuses = true;
  const { store } = ports;
  ports.store = Object.assign(Object.create(store) as ObjectStore, {
    get: (key: string) => store.get(key),
    list: (prefix: string) => store.list(prefix),
    put: (...put: Parameters<ObjectStore['put']>) =>
      refuses && put[0].startsWith(layout.leases) ? Promise.reject(new Error('AccessDenied')) : store.put(...put),
  });
  return watched(ports, 30, (minute) => {
    refuses = minute <= minutes;
  });
}

/** A run was stopped in its canary, and the target answers no change, up to some minute. */
async function deafTarget(minutes: number): Promise<Scene> {
  const { ports, input } = await shiftedTo(0);
  ports.executions.statuses.set(input.executionArn, 'ABORTED');
  let deaf = true;
  ports.target.before = (call) => {
    if (deaf && call === 'shift') throw new Error('the endpoint does not answer');
  };
  return watched(ports, 60, (minute) => {
    deaf = minute <= minutes;
  });
}

export const looks: Cases<'run-stuck' | 'lease-without-run' | 'rollback-not-verified' | 'traffic-moved-outside'> = {
  'run-stuck': {
    fires: async () => watched(await atWork(7), 30),
    stays: async () => watched(await atWork(5), 30),
  },
  'lease-without-run': { fires: () => leaseRefused(30), stays: () => leaseRefused(5) },
  'rollback-not-verified': { fires: () => deafTarget(60), stays: () => deafTarget(21) },
  'traffic-moved-outside': {
    fires: async () => {
      const ports = await served();
      await admitRun(ports, { runId: 'data-2' });
      ports.target.meddle({ ...ports.target.live, stable: 'by-hand' });
      return watched(ports, 15);
    },
    // Our own canary is no stranger.
    stays: async () => {
      const { ports, input } = await shiftedTo(0);
      ports.executions.statuses.set(input.executionArn, 'RUNNING');
      return watched(ports, 15);
    },
  },
};
