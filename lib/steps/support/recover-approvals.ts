import { layout } from '../../core/store-layout.ts';
import type { Ports } from '../../ports.ts';
import { tell } from '../answer-approval.ts';
import { approvalSchema } from '../records/approval.ts';
import { readJson } from '../records/json-object.ts';
import { overtakenBy } from './overtaken.ts';
import { readRequest } from './run-records.ts';

/** The longest time limit of an approval is a week; older questions have ended one way or the other. */
const longestWaitMs = 8 * 86_400_000;

/**
 * Tells executions what was answered by somebody whose command died before it could, and lets those end whose question a
 * newer release has made pointless.
 */
export async function recoverApprovals(ports: Pick<Ports, 'store' | 'executions' | 'clock'>): Promise<string[]> {
  const told: string[] = [];
  const since = new Date(ports.clock.now().getTime() - longestWaitMs).toISOString();
  for await (const { key, modifiedAt } of ports.store.list(layout.approvals)) {
    if (modifiedAt < since) continue;
    const approval = (await readJson(ports.store, key, approvalSchema))?.value;
    if (!approval || approval.told || (await ports.store.get(layout.outcome(approval.runId)))) continue;
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
