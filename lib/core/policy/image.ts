import * as z from 'zod';
import { day } from './fields.ts';

export const severities = ['critical', 'high', 'medium', 'low', 'informational', 'undefined'] as const;

/** What the registry's scan of the image may find. */
export const image = z
  .strictObject({
    failOn: z
      .enum([...severities, 'never'])
      .default('never')
      .describe('Least severity of a scan finding that rejects the image. @default never'),
    exceptions: z
      .array(
        z.strictObject({
          finding: z.string().min(1).max(128).describe('Name of the finding, e.g. CVE-2026-12345.'),
          until: day.describe('Last day on which it is excused.'),
          reason: z.string().min(1).max(500).describe('Why; kept with the release.'),
        }),
      )
      .max(200)
      .default([])
      .describe('Findings that are excused until a day. @default none'),
  })
  .describe("The image's vulnerability scan.");
