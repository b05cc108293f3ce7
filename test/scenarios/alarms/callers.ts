import { json } from '../../../lib/aws/door/answer.ts';
import { environment } from '../../../lib/core/environment.ts';
import { DoorWorld, predicting } from '../../aws/door/world.ts';
import { FixedClock } from '../../support/clock.ts';
import { anyCredentials, BundledFunction } from '../../support/lambda/function.ts';
import { posted } from '../../support/lambda/github-delivery.ts';
import { startServices } from '../../support/lambda/services.ts';
import type { Cases } from './case.ts';
import { Scene } from './scene.ts';

/** A webhook at the bundle that is deployed; `secret`: the text that Secrets Manager has for it, null: it is gone. */
async function webhook(secret: string | null): Promise<Scene> {
  const services = await startServices('');
  services.secret = secret;
  const fn = new BundledFunction('webhook', {
    ...anyCredentials,
    ...services.env,
    [environment.webhookSecretArn]: 'arn:aws:secretsmanager:eu-central-1:123456789012:secret:webhook-AbCdEf',
    [environment.intakeQueueUrl]: services.queueUrl,
    [environment.codeRepository]: 'octo/iris',
    [environment.codeBranch]: 'main',
    [environment.pipeline]: 'iris',
  });
  const scene = new Scene(new FixedClock());
  const { value } = await fn.invoke(posted({ event: 'push', body: {} }));
  await Promise.all([fn.stop(), services.stop()]);
  const { statusCode } = value as { statusCode: number };
  if (statusCode < 400) throw new Error(`the webhook was to be refused, and was answered with ${statusCode}`);
  if (statusCode >= 500) scene.countOf('webhook', 'Url5xxCount');
  await scene.pass(15);
  return scene;
}

/** A door that is called once a minute, and whose model answers with errors in some of them. */
async function door(status: number, fails: (minute: number) => boolean): Promise<Scene> {
  const world = new DoorWorld();
  const scene = new Scene(world.clock);
  await scene.pass(30, async (minute) => {
    world.answers.live = async () => (fails(minute) ? json(status, { error: 'no' }, 'one') : predicting('a'));
    const answer = await world.call({ body: '{"instances":[{"x":1}]}' });
    if (answer.status >= 500) scene.countOf('door', 'Url5xxCount');
  });
  return scene;
}

/** An account without executions left refuses the reaper, every five minutes for so long. */
async function throttled(minutes: number): Promise<Scene> {
  const scene = new Scene(new FixedClock());
  await scene.pass(60, async (minute) => {
    if (minute % 5 === 0) scene.countOf('recover', minute <= minutes ? 'Throttles' : 'Invocations');
  });
  return scene;
}

export const callers: Cases<'webhook-failed' | 'door-failed' | 'functions-throttled'> = {
  // A forged signature is refused, and nothing is wrong.
  'webhook-failed': {
    fires: () => webhook(null),
    stays: () => webhook('{"current":"another secret, forty characters long, is it"}'),
  },
  'door-failed': {
    fires: () => door(500, (minute) => minute > 10 && minute < 20),
    stays: () => door(500, (minute) => minute > 10 && minute < 13),
  },
  'functions-throttled': { fires: () => throttled(60), stays: () => throttled(10) },
};
