import type { FileFacts } from '../checks/files/data-file.ts';
import { bind } from '../checks/registry.ts';
import type { DataContract } from '../contract/contract.ts';
import type { Profile } from './profile.ts';

/** What repeats a key in the whole, where that was counted apart. */
export function withKeys(profile: Profile, repeated: ReadonlyMap<number, number>): Profile {
  const checks = profile.checks.map((counts, at) => {
    const failing = repeated.get(at);
    return failing === undefined || !counts.keys ? counts : { ...counts, failing };
  });
  return { ...profile, checks };
}

/** With the verdicts of checks of the files, which no part of the data tells. */
export function withFiles(profile: Profile, { checks: all }: DataContract, files: FileFacts | undefined): Profile {
  if (!files) return profile;
  const checks = profile.checks.map((counts, at) => {
    const check = all[at];
    const judged = check && bind(check).ofFiles?.(files);
    return judged ? { ...counts, judged, observed: judged.observed } : counts;
  });
  return { ...profile, checks };
}
