import * as z from 'zod';
import { wholeSeconds } from './fields.ts';

/** A plain name: what lies deeper is another drop. */
const fileName = z
  .string()
  .min(1)
  .max(255)
  .refine((name) => !name.includes('/') && name !== '.' && name !== '..', { error: 'must be a file name without `/`' });

/** When files under a prefix are a drop, and what of them is trained on. */
export const arrival = z
  .strictObject({
    complete: z
      .discriminatedUnion('kind', [
        z.strictObject({
          kind: z.literal('quiet').describe('Nothing came for a while.'),
          seconds: wholeSeconds(86_400).default(60).describe('How long nothing may have come. @default 60'),
        }),
        z.strictObject({
          kind: z.literal('marker').describe('An object of this name lies beside the files, even an empty one.'),
          name: fileName.default('_SUCCESS').describe('Name of the marker. @default _SUCCESS'),
        }),
        z.strictObject({
          kind: z.literal('manifest').describe('A JSON file lists the names of all files: {"files": ["a.csv"]}.'),
          name: fileName.default('manifest.json').describe('Name of the manifest. @default manifest.json'),
        }),
      ])
      .prefault({ kind: 'quiet' })
      .describe('How a drop says that it is complete. @default quiet for 60 seconds'),
    take: z
      .enum(['folder', 'new'])
      .default('folder')
      .describe(
        'What is trained on when more files come to a folder: all of the folder, or only what no snapshot holds yet. @default folder',
      ),
    minBytes: z.number().int().min(0).default(0).describe('A smaller drop waits for more. @default 0'),
    minRows: z.number().int().min(0).default(0).describe('A drop with fewer rows waits for more. @default 0'),
    minAgeSeconds: z
      .number()
      .int()
      .min(0)
      .max(2_592_000)
      .default(0)
      .describe('How old the oldest new file must be, so that more can gather. @default 0'),
  })
  .describe('When the files of a drop are complete.');
