import { approve } from './approve.ts';
import type { CliCommand } from './command.ts';
import { down } from './down.ts';
import { init } from './init.ts';
import { reject } from './reject.ts';
import { releases } from './releases.ts';
import { rollback } from './rollback.ts';
import { run } from './run.ts';
import { runs } from './runs.ts';
import { show } from './show.ts';
import { validate } from './validate.ts';

/** Every command, in the order of the help. One more: one file and one line here. */
export const commands: CliCommand[] = [init, run, runs, show, releases, rollback, validate, approve, reject, down];
