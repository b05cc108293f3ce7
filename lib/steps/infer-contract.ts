import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { noRow } from '../core/checks/bound.ts';
import type { Check } from '../core/checks/check.ts';
import type { DataContract } from '../core/contract/contract.ts';
import { inferContract } from '../core/contract/infer-contract.ts';
import type { LogicalType, Property } from '../core/contract/property.ts';
import type { DataFormat } from '../core/data-format.ts';
import type { Profile } from '../core/profile/profile.ts';
import { inferProperties } from '../engine/infer-properties.ts';
import { profileShard } from '../engine/profile-shard.ts';

export interface Inference {
  /** Local files of one data set. */
  files: string[];
  format: DataFormat;
  /** What the data is called. */
  name: string;
}

/** Tried in this order: a whole number is a number too, and 0 and 1 are more often counts than truths. */
const types: LogicalType[] = ['integer', 'number', 'boolean', 'date', 'timestamp', 'time'];

/** The contract that data suggests, with the profile that it rests on. @throws InputError `data-…` */
export async function inferFromFiles({
  files,
  format,
  name,
}: Inference): Promise<{ contract: DataContract; profile: Profile }> {
  const workDir = await mkdtemp(join(tmpdir(), 'signalbox-infer-'));
  try {
    const data = { files: files.map((path) => ({ path, name: path })), format, workDir };
    const properties = await inferProperties(data, types);
    const keys = properties.filter(isKeyType).map(uniqueCheck);
    const contract = { file: name, name, properties, checks: keys };
    const profile = await profileShard({ ...data, contract, holdoutPercent: 0 });
    const unique = new Set(keys.flatMap(({ columns }, index) => (isKey(profile, index, columns[0]) ? columns : [])));
    return { contract: inferContract({ name, profile, unique }), profile };
  } finally {
    await rm(workDir, { recursive: true, force: true });
  }
}

/** Numbers with a fraction, truths and moments name no row. */
function isKeyType({ logicalType }: Property): boolean {
  return logicalType === 'integer' || logicalType === 'string';
}

/** A row more of one kind than another is chance; a key is there in every row, and never twice in many. */
function isKey({ columns, checks, rows }: Profile, index: number, name = ''): boolean {
  const column = columns.find((one) => one.name === name);
  return rows >= 20 && checks[index]?.failing === 0 && column?.valid === rows;
}

function uniqueCheck({ name }: Property): Check {
  const source = { file: 'inferred', line: 1, key: 'unique' };
  return { kind: 'unique', columns: [name], args: {}, accept: noRow, severity: 'error', source };
}
