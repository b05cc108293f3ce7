import { UsageError } from '../core/errors.ts';
import { type ServedAt, servedAt as tell } from '../core/release/served-at.ts';
import { evidenceSchema } from '../core/run-schemas.ts';
import { layout } from '../core/store-layout.ts';
import type { Ports } from '../ports.ts';
import { readChannel } from './records/channel.ts';
import { readJson } from './records/json-object.ts';
import { production } from './support/champion.ts';
import { releases } from './support/releases.ts';

/** Date, or date and time with a zone: one without would mean another moment on every machine. */
const time = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2}))?$/;

/**
 * What served at a moment, by the records of channel and rollouts.
 * @throws UsageError `time-invalid` for what is no ISO 8601 time or is still to come
 */
export async function servedAt(text: string, { store, clock }: Pick<Ports, 'store' | 'clock'>): Promise<ServedAt> {
  const at = Date.parse(text);
  if (!time.test(text) || Number.isNaN(at))
    throw new UsageError(
      'time-invalid',
      `got ${JSON.stringify(text)}; allowed is an ISO 8601 date, or date and time with a zone: 2026-11-23T09:00:00Z`,
    );
  const now = clock.now();
  if (at > now.getTime())
    throw new UsageError('time-invalid', `${text} is still to come: it is ${now.toISOString()} now`);
  const { history, promoting } = await readChannel(store, production);
  return tell(new Date(at).toISOString(), { history, promoting, rollouts: await rolloutsIn(store) });
}

async function rolloutsIn(store: Ports['store']) {
  const runIds = (await releases(store)).map(({ runId }) => runId);
  const found = await Promise.all(
    runIds.map(async (runId) => {
      const evidence = await readJson(store, layout.evidence(runId), evidenceSchema);
      return evidence ? [{ ...evidence.value, runId }] : [];
    }),
  );
  return found.flat();
}
