import { intakePlace, intakePortsFromEnvironment } from '../lib/aws/intake-ports.ts';
import { runIdsIn } from '../lib/core/run.ts';
import type { IntakePorts } from '../lib/ports.ts';
import { intake } from '../lib/steps/intake.ts';
import { takeEvent, takeMessages } from '../lib/steps/take-messages.ts';
import { intakeInputOf, messagesOf } from './events.ts';
import { type Around, functionHandler } from './handler.ts';

/** Enough for whatever was begun; what was not goes back to the queue. */
const lastSecondsMs = 60_000;

/** Batches of the intake queue, of which what fails comes again alone; also one event or an intake input, by a call. */
export const step = async (event: unknown, ports: IntakePorts, { invocation, logger }: Around) => {
  const hasTime = () => (invocation?.getRemainingTimeInMillis() ?? Number.POSITIVE_INFINITY) > lastSecondsMs;
  const place = { ...intakePlace(process.env), hasTime };
  const messages = messagesOf(event);
  if (messages) {
    const told = await takeMessages(messages, place, ports);
    for (const { what, said, failed, messages: ids } of told)
      logger[failed ? 'error' : 'info'](what, { said, runIds: runIdsIn(said), messages: ids.length });
    const failures = told.flatMap(({ failed, messages: ids }) => (failed ? ids : []));
    return { batchItemFailures: failures.map((itemIdentifier) => ({ itemIdentifier })) };
  }
  const input = intakeInputOf(event);
  if (!input) return { said: await takeEvent(event, place, ports) };
  await ports.deployed();
  return intake(input, ports);
};

export const handler = functionHandler('intake', step, intakePortsFromEnvironment);
