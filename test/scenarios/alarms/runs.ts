import { functionHandler } from '../../../lambda/handler.ts';
import { step as reconcile } from '../../../lambda/reconcile.ts';
import { TaskFailure } from '../../../lib/local/states-language/errors.ts';
import { runStep } from '../../../lib/local/tasks/steps.ts';
import type { Notifier } from '../../../lib/ports.ts';
import { reconcileMinutes } from '../../../lib/steps/reconcile.ts';
import { FakeQueue } from '../../fakes/intake-queue.ts';
import { pipeline, type ScenarioPlace } from '../place.ts';
import { championPlace } from '../scenario.ts';
import { drops, pushed } from '../workloads.ts';
import type { Cases } from './case.ts';
import { asFunction, reap } from './handlers.ts';
import { Scene } from './scene.ts';

/** The machines of a deployed pipeline on the interpreter, with their functions counting; 1.0.0 serves. */
async function deployed(): Promise<{ scene: Scene; place: ScenarioPlace }> {
  const place = await championPlace();
  const scene = new Scene(place.origin.clock);
  place.runStep = (name, payload) =>
    asFunction(scene, name, payload, place.ports) ?? runStep(name, payload, place.ports);
  return { scene, place };
}

/** A drop, run to its end, of which Step Functions counts how it ended. */
async function run(scene: Scene, place: ScenarioPlace, text = drops.more, source = place.origin.source): Promise<void> {
  const { runId } = await place.drop(text, source);
  await place.drain();
  scene.ended(await place.executions.describe(place.arn(runId)));
}

/** Runs these drops, then lets a quarter of an hour pass. */
async function after(acts: (at: { scene: Scene; place: ScenarioPlace }) => Promise<void>): Promise<Scene> {
  const at = await deployed();
  await acts(at);
  await at.scene.pass(15);
  return at.scene;
}

const bug = new TaskFailure('InternalError', '{"errorType":"InternalError","errorMessage":"out-of-order: a bug"}');

/** The topic refuses so many announcements of Settle. */
function refuse(place: ScenarioPlace, times: number): void {
  let left = times;
  const { announce } = place.ports.notifier;
  const refusing: Notifier = {
    announce: async (event) => {
      left -= 1;
      if (left >= 0) throw new Error('KMSAccessDeniedException: the key may not be used');
      return announce(event);
    },
  };
  const through = place.runStep;
  place.runStep = async (name, payload) => {
    if (name !== 'settle') return through(name, payload);
    place.ports.notifier = refusing;
    try {
      return await through(name, payload);
    } finally {
      place.ports.notifier = { announce };
    }
  };
}

/** Kills the process of a run while its candidate carries traffic. */
async function killInBake({ scene, place }: { scene: Scene; place: ScenarioPlace }): Promise<void> {
  const baking = Promise.withResolvers<void>();
  place.timer.atWait = () => {
    baking.resolve();
    return new Promise(() => {});
  };
  const { runId } = await place.drop(drops.more);
  place.drain().catch(() => {});
  await baking.promise;
  place.executions.killed.add(place.arn(runId));
  await reap(scene, place.ports);
}

async function abortInBake({ scene, place }: { scene: Scene; place: ScenarioPlace }): Promise<void> {
  place.timer.atWait = async () => {
    if (place.origin.target.live.candidate !== null) await place.operate('operator-1', { operation: 'abort' });
  };
  await run(scene, place);
  await reap(scene, place.ports);
}

/** Nobody looked at the data of a run. */
const unseen = (place: ScenarioPlace) =>
  void place.around.set('profile', async () => ({ index: 0, status: 'profiled', rows: 150 }));

/** Each training takes so long. */
function trainFor(place: ScenarioPlace, minutes: number): void {
  place.projects.during = (name) => {
    if (name === 'train') place.origin.clock.advance(minutes * 60);
  };
}

/** A day with a release, in which reaper and reconciler look as they do. */
export async function goodDay(): Promise<Scene> {
  const { scene, place } = await deployed();
  await run(scene, place);
  const { clock } = place.origin;
  const queue = new FakeQueue(clock);
  const ports = { ...place.ports, workDir: place.folder, pipeline, queue, code: null, deployed: async () => null };
  const look = functionHandler('reconcile', reconcile, () => () => ports);
  await scene.pass(24 * 60, async (minute) => {
    if (minute % 5 === 0) await reap(scene, place.ports);
    if (minute % reconcileMinutes === 0) await scene.call('reconcile', () => look({}));
  });
  return scene;
}

export const runs: Cases<
  'run-failed' | 'watchdog-fired' | 'settle-failed' | 'gate-inconclusive' | 'training-too-long'
> = {
  'run-failed': {
    fires: () =>
      after(async ({ scene, place }) => {
        place.around.set('judge-data', async () => Promise.reject(bug));
        await run(scene, place);
      }),
    // A bad model is no fault of the pipeline.
    stays: () => after(({ scene, place }) => run(scene, place, drops.poisoned)),
  },
  'watchdog-fired': { fires: () => after(killInBake), stays: () => after(abortInBake) },
  'settle-failed': {
    fires: () =>
      after(async ({ scene, place }) => {
        refuse(place, 3);
        await run(scene, place, drops.poisoned);
      }),
    stays: () =>
      after(async ({ scene, place }) => {
        refuse(place, 2);
        await run(scene, place, drops.poisoned);
      }),
  },
  'gate-inconclusive': {
    fires: () =>
      after(async ({ scene, place }) => {
        unseen(place);
        for (const _ of [1, 2, 3]) await run(scene, place);
      }),
    stays: () =>
      after(async ({ scene, place }) => {
        await run(scene, place, drops.poisoned);
        unseen(place);
        for (const _ of [1, 2]) await run(scene, place);
      }),
  },
  'training-too-long': {
    fires: () =>
      after(async ({ scene, place }) => {
        trainFor(place, 61);
        await run(scene, place, drops.more, await pushed('# one\n'));
        await run(scene, place, drops.more, await pushed('# two\n'));
      }),
    stays: () =>
      after(async ({ scene, place }) => {
        trainFor(place, 100);
        await run(scene, place);
      }),
  },
};
