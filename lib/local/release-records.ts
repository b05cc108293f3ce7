import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ReleaseDiff } from '../core/release/diff.ts';
import type { Reproduction } from '../core/release/reproduction.ts';
import type { ServedAt } from '../core/release/served-at.ts';
import type { Ports } from '../ports.ts';
import { diffReleases } from '../steps/diff-releases.ts';
import { type ReleaseDetail, releaseDetail } from '../steps/release-detail.ts';
import { servedAt } from '../steps/served-at.ts';
import { type Verification, verifyRelease } from '../steps/verify-release.ts';
import { reproduceHere } from './reproduce.ts';
import type { Workloads } from './workload/workloads.ts';

/** What can be asked of releases, of any store: nothing of it changes one. Versions that are none: UsageError `version-unknown`. */
export interface ReleaseRecords {
  show(version: string): Promise<ReleaseDetail>;
  diff(a: string, b: string): Promise<ReleaseDiff>;
  /** @throws UsageError `time-invalid` */
  servedAt(time: string): Promise<ServedAt>;
  verify(version: string): Promise<Verification>;
  /** Trains it again on this machine. */
  reproduce(version: string): Promise<Reproduction>;
}

/** Over any store: that of a laptop, or one in the cloud that this machine can read. */
export function releaseRecords(
  ports: Pick<Ports, 'store' | 'data' | 'clock' | 'signer'>,
  workloads: Workloads,
): ReleaseRecords {
  return {
    show: (version) => releaseDetail(version, ports.store),
    diff: (a, b) => diffReleases(a, b, ports),
    servedAt: (time) => servedAt(time, ports),
    verify: (version) => inFolder((workDir) => verifyRelease(version, { ...ports, workDir })),
    reproduce: (version) => reproduceHere(version, ports, workloads),
  };
}

async function inFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'signalbox-verify-'));
  try {
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
