import { functionHandler } from '../../../lambda/handler.ts';
import { step as reconcile } from '../../../lambda/reconcile.ts';
import type { CodeHost } from '../../../lib/code-host-ports.ts';
import { reconcileMinutes } from '../../../lib/steps/reconcile.ts';
import { type IntakeWorld, intakeWorld } from '../../steps/intake-world.ts';
import { served } from '../../steps/world.ts';
import type { Cases } from './case.ts';
import { reap } from './handlers.ts';
import { Scene } from './scene.ts';

/** The reaper's rule is off from minute `from` to `to`. */
async function reaperOff(from: number, to: number): Promise<Scene> {
  const ports = await served();
  const scene = new Scene(ports.clock);
  await scene.pass(120, async (minute) => {
    if (minute % 5 === 0 && (minute <= from || minute > to)) await reap(scene, ports);
  });
  return scene;
}

/** Hours with the reconciler, which looks every ten minutes as long as it may. */
async function reconciled(
  hours: number,
  each: (world: IntakeWorld, minute: number) => void = () => {},
  looks: (minute: number) => boolean = () => true,
): Promise<Scene> {
  const world = await intakeWorld();
  const scene = new Scene(world.clock);
  const handler = functionHandler('reconcile', reconcile, () => () => world);
  await scene.pass(hours * 60, async (minute) => {
    each(world, minute);
    if (minute % reconcileMinutes === 0 && looks(minute))
      await scene.call('reconcile', () => handler({})).catch(() => {});
  });
  return scene;
}

/** The code host is away until some minute. */
const hostAway = (until: number) =>
  reconciled(2, (world, minute) => {
    const heads = async () => {
      if (minute <= until) throw new Error('the token has ended');
      return [];
    };
    world.code = { heads } as unknown as CodeHost;
  });

/** A file comes each so many hours, and one at the beginning. */
const dataEach = (hours: number) =>
  reconciled(4 * 24, (world, minute) => {
    if (minute === 1 || minute % (hours * 60) === 0) world.data.upload(`incoming/iris/${minute}/a.csv`, 'x\n1\n');
  });

export const watchers: Cases<'reaper-silent' | 'reconciler-silent' | 'reconciler-failed' | 'data-missing'> = {
  'reaper-silent': { fires: () => reaperOff(30, 120), stays: () => reaperOff(30, 40) },
  'reconciler-silent': {
    fires: () => reconciled(4, undefined, (minute) => minute < 60),
    stays: () => reconciled(4, undefined, (minute) => minute < 60 || minute > 80),
  },
  'reconciler-failed': { fires: () => hostAway(120), stays: () => hostAway(20) },
  'data-missing': { fires: () => dataEach(50), stays: () => dataEach(47) },
};
