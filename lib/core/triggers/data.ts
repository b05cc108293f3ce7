import * as z from 'zod';
import type { Trigger } from './trigger.ts';

/** What EventBridge delivers when an object was created in the data bucket; the parts that we read. Keys are not URL-encoded here. */
const objectCreated = z.object({
  source: z.literal('aws.s3'),
  'detail-type': z.literal('Object Created'),
  detail: z.object({ bucket: z.object({ name: z.string() }), object: z.object({ key: z.string().min(1) }) }),
});

/** Below this, each folder is a drop of its own. */
export function incoming(pipeline: string): string {
  return `incoming/${pipeline}/`;
}

/** The folder of an object is the drop that it belongs to: all its files are trained on together. */
export function folderOf(key: string): string {
  return key.slice(0, key.lastIndexOf('/') + 1);
}

export const data: Trigger = {
  name: 'data',
  read(event, { pipeline, dataBucket }) {
    const created = objectCreated.safeParse(event);
    if (!created.success) return undefined;
    const { bucket, object } = created.data.detail;
    if (bucket.name !== dataBucket) return { ask: 'nothing', why: `data of ${pipeline} comes to ${dataBucket}` };
    const prefix = folderOf(object.key);
    if (prefix.startsWith(incoming(pipeline))) return { ask: 'collect', prefix };
    return { ask: 'nothing', why: `data of ${pipeline} lies under ${incoming(pipeline)}` };
  },
};
