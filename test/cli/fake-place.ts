import { runCli } from '../../lib/cli/cli.ts';
import { type Here, here } from '../../lib/cli/here.ts';
import type { Place, Progress } from '../../lib/cli/place.ts';
import type { DataContract } from '../../lib/core/contract/contract.ts';
import { runCost } from '../../lib/core/cost/run-cost.ts';
import { driftGate } from '../../lib/core/drift/drift-gate.ts';
import { driftOf } from '../../lib/core/drift/drift-of.ts';
import type { GateRecord } from '../../lib/core/gate.ts';
import { operatorPolicy } from '../../lib/core/operator/policy.ts';
import type { Profile } from '../../lib/core/profile/profile.ts';
import type { RunRecord } from '../../lib/core/run.ts';
import { estimateOf } from '../core/cost/facts.ts';
import { categories, numbers, policyOf } from '../core/drift/columns.ts';
import { deployedSample } from '../core/operator/deployed-sample.ts';
import { rejectedAtData, samples } from '../core/report/samples.ts';
import { fakeRecords } from './fake-records.ts';

const upTo = (n: number) => Array.from({ length: n }, (_, i) => i + 1);

export const dataGate = rejectedAtData.gates.find((gate) => gate.gate === 'data') as GateRecord;

export const emptyContract: DataContract = { file: 'c.yaml', name: 'table', properties: [], checks: [] };

const noSketches = { histogram: null, frequent: null, quantiles: null, distinct: null };

const profileSample: Profile = {
  version: 2,
  rows: 200,
  trainRows: 200,
  holdoutRows: 0,
  columns: [
    {
      name: 'x',
      logicalType: 'number',
      nulls: 1,
      nans: 1,
      invalid: 3,
      valid: 195,
      min: 0,
      max: 9,
      mean: 4.5,
      m2: 1,
      values: null,
      ...noSketches,
    },
    {
      name: 'k',
      logicalType: 'string',
      nulls: 0,
      nans: 0,
      invalid: 0,
      valid: 200,
      min: 'a',
      max: 'b',
      mean: null,
      m2: null,
      values: [
        { value: 'a', count: 150 },
        { value: 'b', count: 50 },
      ],
      ...noSketches,
    },
  ],
  checks: [],
  extraColumns: [],
};

/** Two columns, of which one has drifted. */
const driftGateSample: GateRecord = driftGate(
  driftOf(
    [numbers('x', upTo(200)), categories('k', { a: 100, b: 100 })],
    [
      numbers(
        'x',
        upTo(200).map((x) => x + 100),
      ),
      categories('k', { a: 95, b: 95 }, 10),
    ],
    policyOf(),
  ),
  { reference: 200, current: 200 },
  '2026-11-23T09:00:00.000Z',
);

/** A place that answers with samples; tests replace what they are about. */
export function fakePlace(changes: Partial<Place> = {}): Place {
  return {
    run: async () => samples[0] as RunRecord,
    runs: async () => samples.map((record) => record.outcome),
    show: async () => rejectedAtData,
    releases: async () => [
      {
        pipeline: 'iris',
        version: '1.0.1',
        createdAt: '2026-11-23T09:00:00.000Z',
        runId: 'data-91d07be4c3aa-1',
        serving: true,
        outcome: 'released',
        metrics: { accuracy: 0.9667 },
        sentence: 'released 1.0.1',
      },
    ],
    records: fakeRecords,
    operate: async ({ to = '1.0.0' }) => ({
      progress: 'done',
      waitSeconds: 0,
      from: '1.0.1',
      to,
      sentence: `${to} serves again`,
    }),
    cost: async ({ region, assumptions }) => estimateOf(region, assumptions),
    costOf: async (runId, region) =>
      runCost({ runId, place: 'local', region, histories: [], shards: 1, training: null }),
    measured: async () => ({}),
    doctor: async () => [],
    permissions: async (commands) => operatorPolicy(deployedSample, commands),
    down: async () => ['the router has stopped'],
    teardown: async () => ({ name: 'iris', remains: [], dollarsPerMonth: 0, removed: [], blocked: null }),
    approvals: async () => [],
    answerApproval: async (runId, approve, reason) =>
      `run ${runId} was ${approve ? 'approved' : 'rejected'}: ${reason}`,
    start: async () => 'iris was asked for a run',
    redrive: async () => ['intake: 2 sent back'],
    recover: async () => [],
    stop: () => false,
    reportPath: (runId) => `.signalbox/store/runs/${runId}/report.html`,
    ...changes,
  };
}

function fakeHere(changes: Partial<Here>): Here {
  return {
    plan: async () => ({ requestsPerSecond: 10, steps: [], refused: null }),
    validate: async () => ({ gate: dataGate, profile: null, contract: emptyContract }),
    profile: async () => profileSample,
    drift: async () => driftGateSample,
    ...changes,
  };
}

/** Streams in memory, a clock that stands, and a ticker that ticks when told. */
export function fakeTerminal(options: { isTTY?: boolean; env?: Record<string, string> } = {}) {
  const written = { out: '', err: '' };
  const writerTo = (to: 'out' | 'err') => ({
    write: (text: string) => {
      written[to] += text;
    },
  });
  const ticks: Array<() => void> = [];
  const time = { now: new Date('2026-11-23T09:00:00.000Z') };
  return {
    written,
    tick: (milliseconds: number) => {
      time.now = new Date(time.now.getTime() + milliseconds);
      for (const call of ticks) call();
    },
    dependencies: {
      stdout: writerTo('out'),
      stderr: writerTo('err'),
      isTTY: options.isTTY ?? false,
      env: options.env ?? {},
      columns: 60,
      clock: { now: () => time.now },
      every: (_milliseconds: number, call: () => void) => {
        ticks.push(call);
        return { stop: () => void ticks.splice(ticks.indexOf(call), 1) };
      },
      sleep: async () => {},
      onInterrupt: () => ({ stop: () => {} }),
      version: '0.1.0',
      here,
    },
  };
}

/** Runs a command line against a place; exit code and what was written. */
export async function cli(args: string[], changes: Partial<Place & Here> = {}) {
  const { dependencies, written } = fakeTerminal();
  const opened: string[] = [];
  const code = await runCli(args, {
    ...dependencies,
    here: fakeHere(changes),
    openPlace: async ({ store }) => {
      opened.push(store);
      return fakePlace(changes);
    },
  });
  return { code, ...written, opened };
}

/** A run of two states and a nested one, from entry to end. */
export const events: Progress[] = [
  ['delivery', 'Admit', 'entered', 0],
  ['delivery', 'Admit', 'done', 40],
  ['delivery', 'Train', 'entered', 50],
  ['delivery', 'Train', 'done', 2_450],
  ['delivery', 'Rollout', 'entered', 2_500],
  ['rollout', 'Bake', 'entered', 2_510],
  ['rollout', 'Bake', 'failed', 4_510],
].map(([machine, state, status, ms]) => ({
  kind: 'state',
  machine: String(machine),
  state: String(state),
  status: status as 'entered' | 'done' | 'failed',
  at: new Date(Date.parse('2026-11-23T09:00:00.000Z') + Number(ms)).toISOString(),
}));
