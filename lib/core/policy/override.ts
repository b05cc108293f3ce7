import * as z from 'zod';
import { day } from './fields.ts';

/** A failing check that a person lets pass, for a while and by name. It shows in reports, comments, manifests and changelogs. */
export const override = z.strictObject({
  gate: z.enum(['data', 'model']).describe('Gate that runs the check.'),
  check: z.string().min(1).max(100).describe('Name of the check as reports show it, e.g. `range`.'),
  subject: z.string().min(1).max(200).describe('What it is checked on as reports show it, e.g. a column or metric.'),
  until: day.describe('Last day on which it is let pass.'),
  reason: z.string().min(1).max(500).describe('Why.'),
  by: z.string().min(1).max(128).describe('Who answers for it.'),
});
