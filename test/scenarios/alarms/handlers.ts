import { type Around, functionHandler } from '../../../lambda/handler.ts';
import { step as judgeData } from '../../../lambda/judge-data.ts';
import { step as judgeModel } from '../../../lambda/judge-model.ts';
import { step as recover } from '../../../lambda/recover.ts';
import { step as settle } from '../../../lambda/settle.ts';
import type { StepName } from '../../../lib/core/step-io.ts';
import { TaskFailure } from '../../../lib/local/states-language/errors.ts';
import type { Ports } from '../../../lib/ports.ts';
import type { Scene } from './scene.ts';

type Handler = (input: never, ports: Ports, around: Around) => Promise<unknown>;

/** The steps that count, as their functions do them. */
const counting: Partial<Record<StepName, Handler>> = {
  'judge-data': judgeData,
  'judge-model': judgeModel,
  settle,
  recover: recover as Handler,
};

/** What becomes of a step that is a function of its own: undefined where it counts nothing. */
export function asFunction(
  scene: Scene,
  name: StepName,
  payload: unknown,
  ports: Omit<Ports, 'workDir'>,
): Promise<unknown> | undefined {
  const step = counting[name];
  if (!step) return undefined;
  const handler = functionHandler(name, step, () => (workDir: string) => ({ ...ports, workDir }));
  const lane = JSON.stringify(payload).includes('pull-request') ? 'PullRequestLane' : 'DeliveryLane';
  return scene
    .call(name, () => handler(payload as never), lane)
    .then(
      (output) => JSON.parse(JSON.stringify(output ?? null)) as unknown,
      ({ name: errorType, message: errorMessage }: Error) => {
        throw new TaskFailure(errorType, JSON.stringify({ errorType, errorMessage }));
      },
    );
}

/** A look of the reaper: its rule does not try again. */
export async function reap(scene: Scene, ports: Omit<Ports, 'workDir'>): Promise<void> {
  await asFunction(scene, 'recover', {}, ports)?.catch(() => {});
}
