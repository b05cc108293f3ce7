import type { ProfileInput } from '../lib/core/step-io.ts';
import type { Ports } from '../lib/ports.ts';
import { profile } from '../lib/steps/profile.ts';
import { stepHandler } from './step-handler.ts';

/** Reads the shard itself: what surrounds an invocation is no reader. */
export const handler = stepHandler('profile', (input: ProfileInput, ports: Ports) => profile(input, ports));
