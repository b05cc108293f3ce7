import { mkdtempSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { GateRecord } from '../../lib/core/gate.ts';
import { parsePolicy } from '../../lib/core/policy/parse.ts';
import type { RunRequest, Shard } from '../../lib/core/run.ts';
import type { StepContext } from '../../lib/core/step-io.ts';
import { layout } from '../../lib/core/store-layout.ts';
import type { Ports } from '../../lib/ports.ts';
import { profile } from '../../lib/steps/profile.ts';
import { temporaryFolder } from '../engine/tables.ts';
import { FixedClock } from '../support/clock.ts';
import { MemoryStore } from '../support/memory-store.ts';

const folder = temporaryFolder();
const iris = join(import.meta.dirname, '../../examples/iris');
const read = (file: string) => readFileSync(join(iris, file), 'utf8');

export const irisCsv = read('data/iris.csv');

/** 20 flowers measured in millimetres and 7 without a width, as in the demo's third act. */
export function poisonedIris(): string {
  const [header, ...rows] = irisCsv.trimEnd().split('\n');
  const spoilt = rows.map((row, index) => {
    const fields = row.split(',');
    if (index < 20) fields[3] = String(Number(fields[3]) * 10);
    if (index >= 30 && index < 37) fields[2] = '';
    return fields.join(',');
  });
  return `${[header, ...spoilt].join('\n')}\n`;
}

export interface DataRun {
  input: StepContext;
  ports: Ports;
  store: MemoryStore;
  /** Runs the step for one shard. */
  profile(index: number): ReturnType<typeof profile>;
  json(key: string): Promise<unknown>;
  gate(): Promise<GateRecord>;
}

/** A run that was just admitted, with these files as its drop. */
export async function admitted(
  files: string[],
  runId = 'data-1',
  store = new MemoryStore(),
  contract = { file: 'contract.yaml', text: read('contract.yaml') },
): Promise<DataRun> {
  const data = new MemoryStore();
  const workDir = mkdtempSync(join(folder, 'step-'));
  const shards: Shard[] = [];
  for (const [index, text] of files.entries()) {
    const key = `incoming/iris/${index}.csv`;
    await data.put(key, text);
    await data.put(key, 'overwritten since');
    shards.push({ index, key, version: String(2 * index + 1), size: text.length });
  }
  const policy = parsePolicy(read('signalbox.yaml'));
  const golden = { file: 'golden.csv', text: '' };
  await store.put(layout.admission(runId), JSON.stringify({ policy, contract, golden, locks: {}, token: 1 }));
  await store.put(layout.shards(runId), JSON.stringify(shards));
  await store.put(layout.request(runId), JSON.stringify(requestOf(runId)));
  const names = { store: 'the-store', data: 'the-data' };
  const ports = { store, data, names, clock: new FixedClock(), workDir } as unknown as Ports;
  const input = { runId, executionArn: 'arn:execution' };
  const json = async (key: string) => JSON.parse(new TextDecoder().decode((await store.get(key))?.bytes));
  return {
    input,
    ports,
    store,
    json,
    gate: async () => (await json(layout.gate(runId, 'data'))) as GateRecord,
    profile: (index) => {
      const shard = shards[index];
      if (!shard) throw new Error(`no shard ${index}`);
      return profile({ ...input, shard }, ports);
    },
  };
}

function requestOf(runId: string): RunRequest {
  const trigger = { kind: 'data' as const, detail: 'incoming/iris/' };
  const source = { digest: 'd', commit: null };
  const rest = { cause: 'c', attempt: 1, source, requestedAt: '2026-01-01T00:00:00.000Z' };
  return { runId, pipeline: 'iris', machine: 'delivery', trigger, snapshot: `snapshot-of-${runId}`, ...rest };
}
