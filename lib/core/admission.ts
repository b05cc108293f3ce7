import * as z from 'zod';
import { propertySchema } from './contract/property.ts';
import { policySchema } from './policy/schema.ts';

/** `runs/<id>/admission.json`: the policy and contract as they were at the source. */
export const admissionSchema = z.object({
  policy: policySchema,
  contract: z.object({
    file: z.string(),
    text: z.string(),
    /** What it says of columns; absent where an older version of ours admitted the run. */
    columns: z.object({ properties: z.array(propertySchema), answers: z.array(z.string()).nullable() }).optional(),
  }),
  golden: z.object({ file: z.string(), text: z.string() }),
  /** SHA-256 of each pinned requirements file. */
  locks: z.record(z.string(), z.string()),
  token: z.number(),
});
export type Admission = z.output<typeof admissionSchema>;
