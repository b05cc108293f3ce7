import * as z from 'zod';
import { InputError } from '../../core/errors.ts';
import type { DoorOptions } from '../../core/rollout/step.ts';
import { mannerOf, type Route } from '../../core/rollout/traffic.ts';
import type { RequestMetrics } from './request-metrics.ts';
import { stickyVersion } from './split.ts';

const outcomeSchema = z.strictObject({ user: z.string().min(1).max(256), value: z.number() });

/**
 * Takes what became of a user, and counts it for the version that the user stays with. To be reported once a user.
 * @throws InputError `no-test` when none is under way, `outcome-invalid`
 */
export function reportOutcome(
  traffic: { route(): Route; door(): DoorOptions; metrics: RequestMetrics },
  body: Buffer,
): { version: string | null } {
  const route = traffic.route();
  if (route.candidate === null || mannerOf(route) !== 'sticky')
    throw new InputError('no-test', 'No A/B test is under way, so no outcome counts.');
  const { user, value } = parsed(body);
  const { lowest, highest } = traffic.door();
  if (!(value >= lowest && value <= highest))
    throw new InputError('outcome-invalid', `value: got ${value}; allowed: ${lowest} to ${highest}`);
  const version = stickyVersion(route, user);
  if (version !== null) traffic.metrics.outcome(version, Date.now(), (value - lowest) / (highest - lowest));
  return { version };
}

function parsed(body: Buffer): z.output<typeof outcomeSchema> {
  try {
    return outcomeSchema.parse(JSON.parse(body.toString('utf8')));
  } catch (thrown) {
    const why = thrown instanceof z.ZodError ? z.prettifyError(thrown).replaceAll('\n', ' ') : 'it is not JSON';
    throw new InputError('outcome-invalid', `An outcome is {"user": text, "value": number}: ${why}`);
  }
}
