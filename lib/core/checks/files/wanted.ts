import type { Check } from '../check.ts';
import type { HashAlgorithm } from './data-file.ts';

/** What must be found out about the files beside their names and sizes. */
export interface WantedOfFiles {
  moments: boolean;
  hashes: HashAlgorithm[];
}

/** What the checks of a contract ask of the files; undefined where none is about them. */
export function wantedOfFiles(checks: Check[]): WantedOfFiles | undefined {
  const about = checks.filter(({ kind }) => fileKinds.includes(kind));
  if (about.length === 0) return undefined;
  const hashes = about.flatMap(({ kind, args }) =>
    kind === 'file-match' || kind === 'file-uniqueness' ? [algorithmOf(args)] : [],
  );
  return { moments: about.some(needsMoment), hashes: [...new Set(hashes)] };
}

const fileKinds = ['file-freshness', 'file-match', 'file-size', 'file-uniqueness'];

function needsMoment({ kind, args }: Check): boolean {
  return kind === 'file-freshness' || (args as { recentFiles?: number }).recentFiles !== undefined;
}

function algorithmOf(args: unknown): HashAlgorithm {
  return (args as { algorithm?: HashAlgorithm }).algorithm ?? 'SHA-256';
}
