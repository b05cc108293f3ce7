import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Servable } from '../../lib/core/servable.ts';
import { sha256 } from '../../lib/core/sha256.ts';
import { layout } from '../../lib/core/store-layout.ts';
import { bundleWorkload } from '../../lib/local/workload/bundle.ts';
import { packModel } from '../../lib/local/workload/model-archive.ts';
import { Workloads } from '../../lib/local/workload/workloads.ts';
import type { ObjectStore } from '../../lib/ports.ts';

/** A policy whose server is the fake one; `env` is put before its command. */
function fakePolicy(env = ''): string {
  return `name: fake
python: { requirements: [requirements.txt] }
data: { contract: contract.yaml, format: csv, target: y, holdoutPercent: 20 }
checks: [{ name: tests, run: 'true' }]
training: { run: 'true', timeLimitSeconds: 10 }
serving: { run: '${env} node serve.mjs', readyTimeLimitSeconds: 10, answerTimeLimitSeconds: 2 }
evaluation:
  task: classification
  metrics: { accuracy: { min: 0.9 } }
  champion: { metric: accuracy, maxLoss: 0.02 }
  golden: { data: golden.csv }
rollout:
  strategy: { kind: all-at-once }
  bakeSeconds: 10
  windowSeconds: 60
  judge: { minRequests: 10, maxErrorRate: 0.01, maxLatencyP99Ms: 500 }
local:
  bakeSeconds: 1
  windowSeconds: 1
  traffic: { requests: requests.jsonl, requestsPerSecond: 50 }
`;
}

/** Writes files of relative paths into a folder. */
export function writeFiles(folder: string, files: Record<string, string>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}

/** Puts a workload that serves with Node, and a model, into the store. */
export async function storeServable(store: ObjectStore, variant: string, env = ''): Promise<Servable> {
  const folder = mkdtempSync(join(tmpdir(), 'signalbox-fake-'));
  try {
    const source = join(folder, 'source');
    writeFiles(source, { 'signalbox.yaml': fakePolicy(env), 'requirements.txt': '', variant });
    cpSync(join(import.meta.dirname, 'fake-model-server.mjs'), join(source, 'serve.mjs'));
    const { zip, digest: sourceDigest } = await bundleWorkload(source);
    await store.put(layout.source(sourceDigest), zip);
    writeFiles(join(folder, 'model'), { 'weights.txt': variant });
    const archive = join(folder, 'model.tar.gz');
    const modelDigest = (await packModel(join(folder, 'model'), archive)) ?? '';
    await store.put(layout.model(modelDigest), { file: archive });
    const id = sha256(`${sourceDigest} ${modelDigest}`).slice(0, 12);
    return { id, sourceDigest, imageDigest: sourceDigest, imageUri: null, modelDigest };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Workloads that need no Python: `node` is what runs the tests. */
export function nodeWorkloads(cacheDir: string): Workloads {
  return new Workloads({ cacheDir, venvOf: async () => ({ binDir: dirname(process.execPath) }) });
}
