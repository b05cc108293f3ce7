import type { RunRequest } from '../../core/run.ts';
import type { Ports } from '../../ports.ts';

/** Tells that the run of a change goes on, for its check to be shown as running. A message less is no reason not to run. */
export async function announceStart({ change, pipeline, runId }: RunRequest, { notifier }: Ports): Promise<void> {
  if (!change) return;
  const sentence = `run ${runId} of ${change.commit.slice(0, 12)} has begun`;
  await notifier.announce({ kind: 'started', pipeline, runId, sentence, facts: {} }).catch(() => {});
}
