import type { Ports } from '../ports.ts';
import { recover } from '../steps/recover.ts';
import { executionArn } from './executions/names.ts';
import type { LocalPorts } from './local-ports.ts';
import { endGroupOf } from './router/leftovers.ts';

/**
 * Mends what killed processes left behind, as watchdog and reaper do on AWS: ends the commands that they had started, brings
 * traffic to one release and records what became of their runs. One sentence each; twice, or at once, is harmless.
 */
export async function mend(ports: LocalPorts, workDir: string): Promise<string[]> {
  const { executions } = ports;
  const all: Ports = { ...ports, workDir };
  const abandoned = executions.abandoned();
  await Promise.all(abandoned.flatMap(({ commands }) => commands.map(endGroupOf)));
  const { mended } = await recover({}, all);
  for (const { name } of abandoned) {
    mended.push(...(await recover({ executionArn: executionArn('abandoned', name) }, all)).mended);
    executions.markOver(name);
  }
  return mended;
}
