import type { Leftover, TeardownClients } from '../../../../lib/cli/deployed/teardown/leftover.ts';
import type { DeployedPlace } from '../../../../lib/core/deployed-place.ts';
import { deployedSample } from '../../../core/operator/deployed-sample.ts';
import { type Answers, answering } from '../answering.ts';

/** A pipeline whose stack is gone; AWS answers each command as told, and fails by name at any other. */
export function leftover(answers: Answers, changes: Partial<DeployedPlace> = {}): Leftover & { sent: string[] } {
  const { aws, sent } = answering<TeardownClients>(answers);
  const clock = { now: () => new Date('2026-11-28T12:00:00.000Z') };
  return { place: { ...deployedSample, ...changes }, region: 'us-east-1', clock, aws, sent };
}

/** An exception of a service. */
export function refuses(name: string, message = 'refused'): () => never {
  return () => {
    throw Object.assign(new Error(message), { name });
  };
}
