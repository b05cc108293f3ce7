import { reportPortsFromEnvironment } from '../lib/aws/report-ports.ts';
import { InputError } from '../lib/core/errors.ts';
import { type ReportPorts, report } from '../lib/steps/report.ts';
import { announcementsOf } from './announcements.ts';
import { failureOf } from './failure.ts';
import { type Around, functionHandler } from './handler.ts';

/** Enough to tell of one run, though the host lets us wait; what was not begun comes again. */
const lastSecondsMs = 25_000;

/** Batches of what was announced, told one after another: GitHub asks for that. What fails comes again alone. */
export const step = async (event: unknown, ports: ReportPorts, { invocation, logger }: Around) => {
  const announcements = announcementsOf(event);
  if (!announcements)
    throw new InputError('unknown-event', 'the reporter takes batches of SQS, of what SNS delivered raw');
  const batchItemFailures: Array<{ itemIdentifier: string }> = [];
  const done = new Set<string>();
  for (const { messageId, about } of announcements) {
    const what = JSON.stringify(about);
    if (about === null || done.has(what)) continue;
    // Cut off by its time limit, the function would fail all of them, told or not.
    if ((invocation?.getRemainingTimeInMillis() ?? Number.POSITIVE_INFINITY) <= lastSecondsMs) {
      batchItemFailures.push({ itemIdentifier: messageId });
      continue;
    }
    try {
      const { told } = await report(about, ports);
      done.add(what);
      logger.info('told', { ...about, told });
    } catch (thrown) {
      logger.error('not told', { ...about, error: failureOf(thrown) });
      batchItemFailures.push({ itemIdentifier: messageId });
    }
  }
  return { batchItemFailures };
};

export const handler = functionHandler('report', step, reportPortsFromEnvironment);
