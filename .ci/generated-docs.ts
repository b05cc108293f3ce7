import { doctorReference } from '../lib/cli/deployed/doctor/reference.ts';
import { cliReference } from '../lib/cli/reference.ts';
import { policyJsonSchema } from '../lib/core/policy/json-schema.ts';
import { policyReference } from '../lib/core/policy/reference.ts';
import { manifestJsonSchema } from '../lib/core/release/manifest.ts';
import { architecturePage } from './architecture.ts';
import { emulatorPage } from './emulator-page.ts';
import { kayentaPage } from './kayenta-defects.ts';
import { permissionsPage } from './permissions-page.ts';
import { refusedRollouts } from './refused-rollouts.ts';

/** Every generated page by its path in the repository. One more: one line here. */
export const generatedDocs: Record<string, () => string | Promise<string>> = {
  'docs/architecture.md': architecturePage,
  'docs/cli.md': cliReference,
  'docs/doctor.md': doctorReference,
  'docs/emulator.md': emulatorPage,
  'docs/kayenta.md': kayentaPage,
  'docs/manifest.schema.json': () => `${JSON.stringify(manifestJsonSchema(), null, 2)}\n`,
  'docs/permissions.md': permissionsPage,
  'docs/policy.md': policyReference,
  'docs/rollouts-refused.md': refusedRollouts,
  'docs/signalbox.schema.json': () => `${JSON.stringify(policyJsonSchema(), null, 2)}\n`,
};
