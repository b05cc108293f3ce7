import type { Ports } from '../../ports.ts';
import { tell } from '../answer-approval.ts';
import { openApprovals } from './open-approvals.ts';
import { overtakenBy } from './overtaken.ts';
import { readRequest } from './run-records.ts';

/**
 * Tells executions what was answered by somebody whose command died before it could, and lets those end whose question a
 * newer release has made pointless.
 */
export async function recoverApprovals(ports: Pick<Ports, 'store' | 'executions' | 'clock'>): Promise<string[]> {
  const told: string[] = [];
  for (const approval of await openApprovals(ports)) {
    const { runId, answer } = approval;
    if (answer) {
      await tell(approval, ports);
      told.push(`run ${runId} was told what ${answer.by} had answered`);
      continue;
    }
    const overtaken = await overtakenBy(await readRequest(ports.store, runId), ports);
    if (!overtaken) continue;
    const heard = await ports.executions.answer(approval.token, { goOn: true, reason: overtaken });
    if (heard === 'told') told.push(`run ${runId} waits for approval no longer: ${overtaken}`);
  }
  return told;
}
