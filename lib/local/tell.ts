import { admissionSchema } from '../core/admission.ts';
import type { GateName } from '../core/gate.ts';
import { expectedRequests } from '../core/rollout/expected-requests.ts';
import { forecastRows } from '../core/rollout/planner/rows.ts';
import { forecast } from '../core/rollout/planner.ts';
import { evidenceSchema, gateSchema } from '../core/run-schemas.ts';
import { layout } from '../core/store-layout.ts';
import type { ObjectStore } from '../ports.ts';
import { readJson } from '../steps/records/json-object.ts';
import { readChampion } from '../steps/support/champion.ts';
import type { Progress } from './progress.ts';

/** Steps and projects after which a gate stands decided. */
const gateAfter: Record<string, GateName> = {
  checks: 'checks',
  'judge-image': 'image',
  'judge-data': 'data',
  'judge-model': 'model',
};

/** Tells what happens in runs, each thing once: the gate that was decided, the plan of a rollout, the windows that were judged. */
export class Teller {
  private readonly store: ObjectStore;
  private readonly on: (event: Progress) => void;
  /** End of the last window that was told, by run. */
  private readonly told = new Map<string, string>();
  private readonly planned = new Set<string>();

  constructor(store: ObjectStore, on: (event: Progress) => void) {
    this.store = store;
    this.on = on;
  }

  /** After a step or a project has ended. */
  async after(name: string, runId: string): Promise<void> {
    const gate = gateAfter[name];
    if (gate) {
      const record = await readJson(this.store, layout.gate(runId, gate), gateSchema);
      if (record) this.on({ kind: 'gate', record: record.value });
    }
    if (name === 'rollout-shift') await this.plan(runId);
    if (name === 'rollout-judge') await this.windows(runId);
  }

  /** How long it will typically take, once traffic begins to move. */
  private async plan(runId: string): Promise<void> {
    if (this.planned.has(runId)) return;
    this.planned.add(runId);
    const admission = await readJson(this.store, layout.admission(runId), admissionSchema);
    // A first release takes all traffic at once.
    if (!admission || !(await readChampion(this.store))) return;
    const { policy } = admission.value;
    const of = forecast(policy, 'local', expectedRequests(policy, 'local'));
    if (of) this.on({ kind: 'plan', rows: forecastRows(of) });
  }

  private async windows(runId: string): Promise<void> {
    const windows = (await readJson(this.store, layout.evidence(runId), evidenceSchema))?.value.windows ?? [];
    const last = this.told.get(runId) ?? '';
    for (const window of windows.filter(({ to }) => to > last)) this.on({ kind: 'window', window });
    this.told.set(runId, windows.at(-1)?.to ?? last);
  }
}
