import type { AlarmId } from '../../../lib/infra/alarms/registry.ts';
import type { Scene } from './scene.ts';

/** What happens in a scene, until its end. Each makes the scene with the clock of what it is about. */
export type Act = () => Promise<Scene>;

/** Of one alarm: what has to set it off, and what comes near to it and must not. */
export interface Case {
  fires: Act;
  stays: Act;
}

export type Cases<Ids extends AlarmId> = Record<Ids, Case>;
