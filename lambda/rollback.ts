import { randomUUID } from 'node:crypto';
import { environment } from '../lib/core/environment.ts';
import type { Ports } from '../lib/ports.ts';
import { rollback } from '../lib/steps/rollback.ts';
import { rollbackOf } from './events.ts';
import { stepHandler } from './handler.ts';

/** An operator asks; the pipeline does it with rights of its own. Its holder is no execution: see isGone. */
export const handler = stepHandler('rollback', async (event: unknown, ports: Ports) => {
  const { to, by } = rollbackOf(event);
  const pipeline = process.env[environment.pipeline] ?? '';
  const runId = `rollback-${randomUUID()}`;
  const done = await rollback(
    { pipeline, runId, executionArn: `operator:${runId}`, ...(to === undefined ? {} : { to }) },
    ports,
  );
  const facts = { version: done.to, from: done.from, by };
  await ports.notifier.announce({
    kind: 'rolled_back',
    pipeline,
    runId,
    sentence: `${done.sentence}, by ${by}`,
    facts,
  });
  return done;
});
