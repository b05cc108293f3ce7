import type { GateRecord } from '../core/gate.ts';
import type { Profile } from '../core/profile/profile.ts';
import type { Forecast } from '../core/rollout/planner.ts';
import type { DriftHereRequest } from '../local/drift.ts';
import type { PlanRequest } from '../local/plan-here.ts';
import type { ProfileRequest } from '../local/profile.ts';
import type { ValidateRequest } from '../local/validate.ts';
import type { Validated } from '../steps/validate.ts';

/** What is done with files of this machine alone, and needs neither a store nor a pipeline. */
export interface Here {
  validate(request: ValidateRequest): Promise<Validated>;
  profile(request: ProfileRequest): Promise<Profile>;
  drift(request: DriftHereRequest): Promise<GateRecord>;
  plan(request: PlanRequest): Promise<Forecast>;
}

/** A command loads only what it uses. */
export const here: Here = {
  validate: async (request) => (await import('../local/validate.ts')).validateHere(request),
  profile: async (request) => (await import('../local/profile.ts')).profileHere(request),
  drift: async (request) => (await import('../local/drift.ts')).driftHere(request),
  plan: async (request) => (await import('../local/plan-here.ts')).planHere(request),
};
