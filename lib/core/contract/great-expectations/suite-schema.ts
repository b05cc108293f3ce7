import * as z from 'zod';

/** Fields that tell people something and test nothing. */
const told = z.unknown().optional();

/** One entry of `expectations`, as releases 0.18 and 1.x write it. */
export const entrySchema = z
  .strictObject({
    expectation_type: z.string().min(1).optional(),
    type: z.string().min(1).optional(),
    kwargs: z.record(z.string(), z.unknown()).default({}),
    severity: z.enum(['critical', 'warning', 'info']).default('critical'),
    meta: told,
    id: told,
    ge_cloud_id: told,
    description: told,
    notes: told,
    windows: told,
    expectation_context: told,
    rendered_content: told,
    success_on_last_run: told,
  })
  .refine((entry) => (entry.type === undefined) !== (entry.expectation_type === undefined), {
    error: 'needs `type`, or `expectation_type` in suites of 0.18 and before',
  });
export type Entry = z.output<typeof entrySchema>;

const parameters = z.record(z.string(), z.unknown()).nullish();

/** A suite of 0.18 (`expectation_suite_name`, `evaluation_parameters`) or of 1.x (`name`, `suite_parameters`). */
export const suiteSchema = z
  .strictObject({
    name: z.string().min(1).optional(),
    expectation_suite_name: z.string().min(1).optional(),
    expectations: z.array(entrySchema),
    suite_parameters: parameters,
    evaluation_parameters: parameters,
    meta: told,
    id: told,
    notes: told,
    ge_cloud_id: told,
    data_asset_type: told,
  })
  .refine((suite) => suite.name !== undefined || suite.expectation_suite_name !== undefined, {
    error: 'needs a `name`',
  });
