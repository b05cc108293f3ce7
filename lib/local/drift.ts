import type { DataFormat } from '../core/data-format.ts';
import { binnings } from '../core/drift/binnings/registry.ts';
import type { GateRecord } from '../core/gate.ts';
import { drift as driftPolicy } from '../core/policy/drift.ts';
import { type DriftSide, driftBetween } from '../steps/drift.ts';
import { dataFilesOf } from './data-files.ts';
import { storedProfileIn } from './stored-profile.ts';

export interface DriftHereRequest {
  /** Data files of one data set, or one stored profile. */
  reference: string[];
  current: string[];
  format?: DataFormat | undefined;
  binning?: keyof typeof binnings | undefined;
  /** Of every column that it fits. */
  method?: string | undefined;
  threshold?: number | undefined;
  minRows?: number | undefined;
  maxDriftedShare?: number | undefined;
  /** How values lie on both sides, for plots, however many columns there are. @default of tables that people look at */
  distributions?: boolean | undefined;
}

/** Compares data or profiles of this machine; no store is needed. */
export async function driftHere(request: DriftHereRequest): Promise<GateRecord> {
  const { format = {}, binning: name = 'reference', method, threshold, minRows, maxDriftedShare } = request;
  const binning = binnings[name];
  const { numbers: _, categories: __, ...limits } = driftPolicy.parse({ minRows, maxDriftedShare });
  const fits = (kind: 'number' | 'category') => methodFor(binning.methods, method, kind);
  return driftBetween({
    distributions: request.distributions,
    reference: await sideOf(request.reference, format),
    current: await sideOf(request.current, format),
    binning,
    options: { ...limits, threshold, numbers: fits('number'), categories: fits('category') },
  });
}

/** The method that was asked for where it is one for this kind of column; the others have the binning's own. */
function methodFor(
  methods: (typeof binnings)[keyof typeof binnings]['methods'],
  method: string | undefined,
  kind: 'number' | 'category',
): string | undefined {
  const known = method !== undefined && Object.hasOwn(methods, method) ? methods[method] : undefined;
  const kinds: readonly string[] = known?.of ?? [];
  return method === undefined || (known && !kinds.includes(kind)) ? undefined : method;
}

/** One stored profile, or data files. */
export async function sideOf(files: string[], format: DataFormat): Promise<DriftSide> {
  const [only, ...others] = files;
  const profile = only !== undefined && others.length === 0 ? await storedProfileIn(only) : undefined;
  return profile ? { profile } : { files: await dataFilesOf(files), format };
}
