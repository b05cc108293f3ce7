import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { LogicalType } from '../../core/contract/property.ts';
import { InputError } from '../../core/errors.ts';
import type { ColumnProfile } from '../../core/profile/profile.ts';
import { profileShard } from '../../engine/profile-shard.ts';
import { type Table, valuesOf } from './table.ts';

/** What a column is to the model. `other` names a row or says what a linear model cannot read: dates, free text. */
export type Role = 'number' | 'category' | 'other' | 'target';

export interface InferredColumn {
  name: string;
  logicalType: LogicalType;
  role: Role;
  /** No row lacks it. */
  required: boolean;
  /** No value comes twice, and the name is one of a key. */
  unique: boolean;
  /** Of a number. */
  min: number | null;
  max: number | null;
  /** All values, where there are few: most frequent first. */
  values: Array<{ value: string; count: number }> | null;
}

/** Tried in this order: a whole number is a number too, and 0 and 1 are more often counts than truths. */
const types: LogicalType[] = ['integer', 'number', 'boolean', 'date', 'timestamp', 'time'];
const mostCategories = 30;
const keyName = /(^|[_\s-])(id|key|uuid|guid|index|nr|no|number|rowid)$/i;

/** Types and roles of a sample's columns. A type is one that every value has, as the engine reads it. */
export async function inferColumns(table: Table, target: string): Promise<InferredColumn[]> {
  const asText = await profiles(table, () => 'string');
  const byType = new Map<LogicalType, ColumnProfile[]>();
  for (const type of types) byType.set(type, await profiles(table, () => type));
  return table.header.map((name, index) => {
    const text = asText[index];
    const type = types.find((one) => fits(byType.get(one)?.[index])) ?? 'string';
    const profile = (type === 'string' ? text : byType.get(type)?.[index]) ?? text;
    if (!text || !profile) throw new InputError('data-unreadable', `${table.file}: column ${name} cannot be read`);
    return columnOf(name, type, profile, text, table, name === target);
  });
}

function fits(profile: ColumnProfile | undefined): boolean {
  return profile !== undefined && profile.invalid === 0 && profile.valid > 0;
}

async function profiles(table: Table, typeOf: (name: string) => LogicalType): Promise<ColumnProfile[]> {
  const workDir = await mkdtemp(join(tmpdir(), 'signalbox-init-'));
  const properties = table.header.map((name) => ({
    name,
    logicalType: typeOf(name),
    required: false,
    unique: false,
    identifier: false,
  }));
  const contract = { file: 'contract.yaml', name: 'data', properties, checks: [] };
  const { file, delimiter } = table;
  const files = [{ path: file, name: file }];
  const format = { type: 'csv' as const, delimiter };
  try {
    return (await profileShard({ files, contract, format, holdoutPercent: 0, workDir })).columns;
  } finally {
    await rm(workDir, { recursive: true, force: true });
  }
}

function columnOf(
  name: string,
  logicalType: LogicalType,
  profile: ColumnProfile,
  text: ColumnProfile,
  table: Table,
  isTarget: boolean,
): InferredColumn {
  const values = valuesOf(table, name);
  const distinct = new Set(values).size === values.length;
  const isKey = distinct && keyName.test(name) && (logicalType === 'integer' || logicalType === 'string');
  const numeric = logicalType === 'integer' || logicalType === 'number';
  return {
    name,
    logicalType,
    role: isTarget ? 'target' : isKey ? 'other' : roleOf(logicalType, text),
    required: profile.nulls + profile.nans === 0,
    unique: isKey,
    min: numeric && typeof profile.min === 'number' ? profile.min : null,
    max: numeric && typeof profile.max === 'number' ? profile.max : null,
    values: text.values,
  };
}

/** A text of very many values is no category: each value would be a feature that a few rows have. */
function roleOf(type: LogicalType, { values, valid }: ColumnProfile): Role {
  if (type === 'integer' || type === 'number') return 'number';
  if (type === 'boolean') return 'category';
  const few = values !== null && values.length <= mostCategories && values.length * 3 <= valid;
  return type === 'string' && few ? 'category' : 'other';
}
