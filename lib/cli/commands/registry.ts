import { abort } from './abort.ts';
import { approvals } from './approvals.ts';
import { approve } from './approve.ts';
import type { CliCommand } from './command.ts';
import { contract } from './contract.ts';
import { cost } from './cost.ts';
import { doctor } from './doctor.ts';
import { down } from './down.ts';
import { drift } from './drift.ts';
import { github } from './github.ts';
import { init } from './init.ts';
import { pause } from './pause.ts';
import { permissions } from './permissions.ts';
import { plan } from './plan.ts';
import { profile } from './profile.ts';
import { promote } from './promote.ts';
import { redrive } from './redrive.ts';
import { reject } from './reject.ts';
import { release } from './release.ts';
import { releases } from './releases.ts';
import { reproduce } from './reproduce.ts';
import { resume } from './resume.ts';
import { rollback } from './rollback.ts';
import { run } from './run.ts';
import { runs } from './runs.ts';
import { servedAt } from './served-at.ts';
import { show } from './show.ts';
import { start } from './start.ts';
import { teardown } from './teardown.ts';
import { validate } from './validate.ts';
import { verify } from './verify.ts';

/** Every command, in the order of the help. One more: one file and one line here. */
export const commands: CliCommand[] = [
  init,
  run,
  runs,
  show,
  releases,
  release,
  servedAt,
  verify,
  reproduce,
  rollback,
  promote,
  pause,
  resume,
  abort,
  validate,
  profile,
  drift,
  contract,
  plan,
  cost,
  approvals,
  approve,
  reject,
  start,
  redrive,
  doctor,
  permissions,
  github,
  down,
  teardown,
];
