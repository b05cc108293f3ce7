import type { GateRecord } from '../core/gate.ts';
import { type Scan, scanSchema } from '../core/image-scan/findings.ts';
import { judgeScan } from '../core/image-scan/judge.ts';
import type { JudgeOutput, StepContext } from '../core/step-io.ts';
import { layout } from '../core/store-layout.ts';
import type { ObjectStore, Ports } from '../ports.ts';
import { imageOf } from './support/candidate.ts';
import { readAdmission, writeGate } from './support/run-records.ts';

/** May the image be used? Judged from what the image build left of the registry's scan, before anything is trained for it. */
export async function judgeImage({ runId }: StepContext, { store, clock }: Ports): Promise<JudgeOutput> {
  const { policy } = await readAdmission(store, runId);
  const { kind, digest } = await imageOf(runId, { store });
  const now = clock.now().toISOString();
  const record =
    kind === 'bundle' ? notAnImage(now) : judgeScan(await readScan(runId, store), digest, policy.image, now);
  await writeGate(store, runId, record);
  return { verdict: record.verdict, sentence: record.sentence };
}

/** A laptop serves from the source bundle: there is no image that anything could be found in, and the record says so. */
function notAnImage(decidedAt: string): GateRecord {
  const sentence = 'no image was built here: the model serves from its source bundle, and nothing was scanned';
  const check = { check: 'scan', subject: 'image', observed: null, allowed: 'a scan where there is an image' };
  return { gate: 'image', verdict: 'pass', sentence, decidedAt, checks: [{ ...check, verdict: 'pass', sentence }] };
}

/** What cannot be read is as good as missing. */
async function readScan(runId: string, store: ObjectStore): Promise<Scan | undefined> {
  const found = await store.get(layout.scan(runId));
  if (!found) return undefined;
  try {
    return scanSchema.parse(JSON.parse(new TextDecoder().decode(found.bytes)));
  } catch {
    return undefined;
  }
}
