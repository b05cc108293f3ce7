import type { GateName } from '../core/gate.ts';
import { evidenceSchema, gateSchema } from '../core/run-schemas.ts';
import { layout } from '../core/store-layout.ts';
import type { ObjectStore } from '../ports.ts';
import { readJson } from '../steps/records/json-object.ts';
import type { Progress } from './progress.ts';

/** Steps and projects after which a gate stands decided. */
const gateAfter: Record<string, GateName> = {
  checks: 'checks',
  'judge-image': 'image',
  'judge-data': 'data',
  'judge-model': 'model',
};

/** What there is to tell once a step or a project has ended: the gate it decided, or the window it judged. */
export async function tellAfter(
  name: string,
  runId: string,
  store: ObjectStore,
  on: (event: Progress) => void,
): Promise<void> {
  const gate = gateAfter[name];
  if (gate) {
    const record = await readJson(store, layout.gate(runId, gate), gateSchema);
    if (record) on({ kind: 'gate', record: record.value });
  }
  if (name === 'rollout-judge') {
    const window = (await readJson(store, layout.evidence(runId), evidenceSchema))?.value.windows.at(-1);
    if (window) on({ kind: 'window', window });
  }
}
