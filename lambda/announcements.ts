import * as z from 'zod';
import type { ReportInput } from '../lib/core/step-io.ts';

const attribute = z.object({ stringValue: z.string() });
const records = z.object({
  Records: z.array(
    z.object({
      messageId: z.string(),
      messageAttributes: z.object({ runId: attribute.optional(), change: attribute.optional() }),
    }),
  ),
});

/** A message of the reports queue and what it is about; null: an announcement that names neither a run nor a change. */
export interface Announcement {
  messageId: string;
  about: ReportInput | null;
}

/**
 * What a batch of announcements, delivered raw from SNS to SQS, is about. Ids become keys of the store, so only such are taken;
 * undefined when it is no batch of SQS.
 */
export function announcementsOf(event: unknown): Announcement[] | undefined {
  const read = records.safeParse(event);
  return read.success
    ? read.data.Records.map(({ messageId, messageAttributes: { runId, change } }) => ({
        messageId,
        about: aboutOf(runId?.stringValue, change?.stringValue),
      }))
    : undefined;
}

function aboutOf(runId: string | undefined, change: string | undefined): ReportInput | null {
  if (runId !== undefined && /^[a-z][a-z0-9-]{0,39}$/.test(runId)) return { runId };
  if (change !== undefined && /^[0-9a-f]{64}$/.test(change)) return { change };
  return null;
}
