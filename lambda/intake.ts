import { environment } from '../lib/core/environment.ts';
import { InputError } from '../lib/core/errors.ts';
import type { IntakeInput } from '../lib/core/step-io.ts';
import type { Ports } from '../lib/ports.ts';
import { intake } from '../lib/steps/intake.ts';
import { dropOf, intakeInput, objectCreated } from './events.ts';
import { stepHandler } from './handler.ts';

/** An object in the data bucket starts a run on its folder, with the source that is deployed; other triggers say all themselves. */
export const handler = stepHandler('intake', (event: unknown, ports: Ports) => intake(read(event), ports));

function read(event: unknown): IntakeInput {
  const created = objectCreated.safeParse(event);
  if (!created.success) return known(event);
  const { key } = created.data.detail.object;
  const { [environment.pipeline]: pipeline, [environment.sourceDigest]: sourceDigest } = process.env;
  const commit = process.env[environment.sourceCommit] ?? null;
  return known({ pipeline, trigger: { kind: 'data', detail: key }, prefix: dropOf(key), sourceDigest, commit });
}

function known(event: unknown): IntakeInput {
  const input = intakeInput.safeParse(event);
  if (input.success) return input.data;
  throw new InputError(
    'unknown-event',
    `intake takes S3's "Object Created" or an intake input: ${input.error.issues[0]?.message}`,
  );
}
