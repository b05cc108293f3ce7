import type { Call } from '../../support/iam.ts';
import type { SdkCall } from '../deployed/recorder.ts';
import type { Deployed } from '../deployed/template.ts';

/** What IAM is asked when a service gets this call; `deployed` knows what lies behind the names. */
export type Rule = (call: SdkCall, deployed: Deployed) => Call[];

export const asked = (action: string, resource: string, context?: Record<string, string>): Call => ({
  action,
  resource,
  ...(context ? { context } : {}),
});

export const arn = (service: string, resource: string): string => `arn:aws:${service}:local:000000000000:${resource}`;

/** Whoever hands a role on to a service must be allowed to. */
export function passes(role: unknown, service: string): Call[] {
  if (role === undefined) return [];
  return [asked('iam:PassRole', String(role), { 'iam:PassedToService': `${service}.amazonaws.com` })];
}
