import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { acquireProcessLock } from './process-lock.ts';
import { runRouter } from './router.ts';
import { filesIn } from './state.ts';

/** Entry of the router process: `node main.ts --state-dir DIR [--seed N]`. Ends 0 at once when another router runs there. */
const { values } = parseArgs({ options: { 'state-dir': { type: 'string' }, seed: { type: 'string' } } });
const given = values['state-dir'];
if (given === undefined) throw new Error('--state-dir is missing');
const stateDir = resolve(given);
if (acquireProcessLock(filesIn(stateDir).lock)) {
  await runRouter(stateDir, values.seed === undefined ? undefined : Number(values.seed));
}
process.exit();
