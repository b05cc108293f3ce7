import { randomUUID } from 'node:crypto';
import { environment } from '../lib/core/environment.ts';
import type { Ports } from '../lib/ports.ts';
import { operate } from '../lib/steps/operate.ts';
import { operateOf } from './events.ts';
import { stepHandler } from './step-handler.ts';

/** An operator asks; the pipeline does it with rights of its own. Its holder is no execution: see isGone. */
export const handler = stepHandler('operate', async (event: unknown, ports: Ports) => {
  const asked = operateOf(event);
  const pipeline = process.env[environment.pipeline] ?? '';
  const runId = `operator-${randomUUID()}`;
  const done = await operate({ ...asked, pipeline, runId, executionArn: `operator:${runId}` }, ports);
  const { sentence, from, to } = done;
  const facts = { operation: asked.operation, by: asked.by, from, to };
  await ports.notifier.announce({
    kind: 'operated',
    pipeline,
    runId: null,
    sentence: `${asked.by}: ${sentence}`,
    facts,
  });
  return done;
});
