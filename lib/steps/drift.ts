import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Property } from '../core/contract/property.ts';
import type { DataFormat } from '../core/data-format.ts';
import type { Binning } from '../core/drift/binnings/binning.ts';
import { columnsOf } from '../core/drift/column.ts';
import { driftGate } from '../core/drift/drift-gate.ts';
import { type DriftOptions, driftOf } from '../core/drift/drift-of.ts';
import { InputError } from '../core/errors.ts';
import type { GateRecord } from '../core/gate.ts';
import type { Profile } from '../core/profile/profile.ts';
import { countColumns } from '../engine/count-columns.ts';
import { inferProperties } from '../engine/infer-properties.ts';
import { profileShard } from '../engine/profile-shard.ts';
import { readValues } from '../engine/read-values.ts';

/** With more columns than people look at, numbers are counted in the reference's cells: no sketches, and no plots. */
const manyColumns = 64;

/** A profile that was stored, or local files of one data set. */
export type DriftSide = { profile: Profile } | { files: string[]; format: DataFormat };

export interface DriftRequest {
  reference: DriftSide;
  current: DriftSide;
  options: DriftOptions;
  binning: Binning;
  /** How values lie on both sides, for plots. @default of tables with few columns, which people look at */
  distributions?: boolean | undefined;
}

/**
 * Compares two data sets, without a store or a run. Types are those of the reference, so that the current data is read as it.
 * @throws InputError `data-…`, `drift-needs-rows` or `drift-method`
 */
export async function driftBetween(request: DriftRequest, now = new Date()): Promise<GateRecord> {
  const workDir = await mkdtemp(join(tmpdir(), 'signalbox-drift-'));
  try {
    return await (request.binning.needsRows ? byValues : byProfiles)(request, workDir, now.toISOString());
  } finally {
    await rm(workDir, { recursive: true, force: true });
  }
}

/** The profile of one side, made where it is not stored. */
export async function profileOfSide(side: DriftSide, workDir: string, types?: Types): Promise<Profile> {
  return 'profile' in side ? side.profile : profileOf(side, workDir, types);
}

async function byProfiles(request: DriftRequest, workDir: string, decidedAt: string) {
  const { reference, current, options, binning, distributions = false } = request;
  const many = 'profile' in reference && reference.profile.columns.length > manyColumns;
  if (many && 'files' in current && !distributions) {
    const { columns, rows } = await countedIn(reference.profile, current, workDir);
    const drift = driftOf(columnsOf(reference.profile), columns, options, binning);
    return driftGate(drift, { reference: reference.profile.rows, current: rows }, decidedAt);
  }
  const before = await profileOfSide(reference, workDir);
  const now = await profileOfSide(current, workDir, before.columns);
  const drift = driftOf(columnsOf(before), columnsOf(now), options, binning);
  return driftGate(drift, { reference: before.rows, current: now.rows }, decidedAt, {
    reference: before,
    current: now,
  });
}

/** The current data as far as the profile of the reference asks: numbers counted in its cells, a profile of the other columns. */
async function countedIn(reference: Profile, side: Files, workDir: string) {
  const references = new Map(
    columnsOf(reference).flatMap(({ name, content }) =>
      content.kind === 'number' && 'histogram' in content.of ? [[name, content.of] as const] : [],
    ),
  );
  const counted = await countColumns(dataOf(side, workDir), references);
  const done = new Set(counted.map(({ name }) => name));
  const others = reference.columns.filter(({ name }) => !done.has(name));
  if (counted.length > 0 && (await sharedWith(side, others, workDir)).length === 0)
    return { columns: counted, rows: counted[0]?.rows ?? 0 };
  const profile = await profileOf(side, workDir, others);
  return { columns: [...counted, ...columnsOf(profile)], rows: profile.rows };
}

async function byValues({ reference, current, options, binning }: DriftRequest, workDir: string, decidedAt: string) {
  if ('profile' in reference || 'profile' in current)
    throw new InputError(
      'drift-needs-rows',
      `binning ${binning.name} needs the rows of both sides and got a profile; give data files, or another binning`,
    );
  const properties = await inferProperties(dataOf(reference, workDir));
  const before = await readValues(dataOf(reference, workDir), properties);
  const now = await readValues(dataOf(current, workDir), await sharedWith(current, properties, workDir));
  const drift = driftOf(before, now, options, binning);
  return driftGate(drift, { reference: before[0]?.rows ?? 0, current: now[0]?.rows ?? 0 }, decidedAt);
}

type Types = ReadonlyArray<Pick<Property, 'name' | 'logicalType'>>;
type Files = Extract<DriftSide, { files: string[] }>;

async function profileOf(side: Files, workDir: string, types?: Types) {
  const properties = types
    ? await sharedWith(side, types, workDir)
    : await inferProperties(dataOf(side, workDir), ['number', 'date', 'timestamp', 'time']);
  const contract = { file: side.files[0] ?? 'data', name: 'table', properties, checks: [] };
  return profileShard({ ...dataOf(side, workDir), contract, holdoutPercent: 0 });
}

/** Those columns of the reference that the files have, as the reference has them. */
async function sharedWith(side: Files, types: Types, workDir: string) {
  const found = await inferProperties(dataOf(side, workDir));
  const known = new Map(types.map(({ name, logicalType }) => [name, logicalType]));
  return found.flatMap((property): Property[] => {
    const logicalType = known.get(property.name);
    return logicalType ? [{ ...property, logicalType }] : [];
  });
}

function dataOf({ files, format }: Files, workDir: string) {
  return { files: files.map((path) => ({ path, name: path })), format, workDir };
}
