import { layout } from '../../core/store-layout.ts';
import type { Ports } from '../../ports.ts';
import { tell } from '../answer-approval.ts';
import { approvalSchema } from '../records/approval.ts';
import { readJson } from '../records/json-object.ts';

/** Tells executions what was answered by somebody whose command died before it could. */
export async function recoverApprovals(ports: Pick<Ports, 'store' | 'executions'>): Promise<string[]> {
  const told: string[] = [];
  for await (const { key } of ports.store.list(layout.approvals)) {
    const approval = (await readJson(ports.store, key, approvalSchema))?.value;
    if (!approval?.answer || approval.told) continue;
    await tell(approval, ports);
    told.push(`run ${approval.runId} was told what ${approval.answer.by} had answered`);
  }
  return told;
}
