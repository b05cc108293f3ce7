import { runCli } from '../../../lib/cli/cli.ts';
import { openDeployed } from '../../../lib/cli/deployed/open.ts';
import { here } from '../../../lib/cli/here.ts';
import type { Story } from '../story.ts';
import { operatorRole } from './roles.ts';

/** An operator gives a command to the deployed pipeline, with what the policy of that command allows; what it printed. */
export async function command({ it }: Story, name: string, ...args: string[]): Promise<string> {
  // The doctor asks the webhook, without a signature.
  jest.spyOn(globalThis, 'fetch').mockImplementation(async () => new Response('', { status: 401 }));
  let out = '';
  const write = (text: string) => (out += text);
  const code = await it.operator(operatorRole(name), () =>
    runCli([name, ...args, '--pipeline', 'iris'], {
      stdout: { write },
      stderr: { write },
      isTTY: false,
      env: {},
      version: '0.0.0',
      clock: it.place.origin.clock,
      every: () => ({ stop: () => {} }),
      onInterrupt: () => ({ stop: () => {} }),
      sleep: async (milliseconds) => it.place.origin.clock.advance(Math.max(30, milliseconds / 1_000)),
      here,
      openPlace: () => openDeployed('iris'),
    }),
  );
  if (code !== 0) throw new Error(`${name} ended with ${code}: ${out}`);
  return out;
}
