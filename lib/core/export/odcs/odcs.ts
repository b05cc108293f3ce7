import { stringify } from 'yaml';
import { canonicalJson } from '../../canonical-json.ts';
import type { Check } from '../../checks/check.ts';
import type { DataContract } from '../../contract/contract.ts';
import { namedProperties } from '../../contract/named-properties.ts';
import { coercedProperty, optionalProperty } from '../../contract/odcs-property.ts';
import type { Property } from '../../contract/property.ts';
import { dateFormats } from '../../contract/type-options.ts';
import type { ContractWriter } from '../contract-writer.ts';
import { expectationOf, type SuiteEntry } from '../great-expectations/expectation-of.ts';
import { customOf } from './custom.ts';
import { contractId } from './identity.ts';
import { type Native, nativeOf } from './native.ts';

/** A contract of the Open Data Contract Standard 3.1. Nothing is left out: what it has no word for is in `custom`. */
export const odcsContract: ContractWriter = (contract) => {
  // A suite declares no column; those that its checks are about are columns.
  const properties = contract.properties.length > 0 ? contract.properties : namedProperties(contract.checks);
  const own = new Map(properties.map(({ name, optional }) => [name, { optional, checks: [] as Check[] }]));
  const table: Quality[] = [];
  for (const check of contract.checks) {
    const column = check.columns.length === 1 ? own.get(check.columns[0] ?? '') : undefined;
    if (column && column.optional === check.optional) column.checks.push(check);
    else table.push(qualityOf(check));
  }
  const columns = properties.map((property) => columnOf(property, own.get(property.name)?.checks ?? []));
  return { text: document(contract, table, columns), leftOut: [] };
};

type Quality = Record<string, unknown>;

function document({ name }: DataContract, quality: Quality[], columns: Array<{ name: string }>): string {
  return stringify(
    {
      apiVersion: 'v3.1.0',
      kind: 'DataContract',
      id: contractId([name, columns.map((column) => column.name)]),
      name: name || 'data',
      version: '1.0.0',
      status: 'draft',
      schema: [
        {
          name: name || 'data',
          physicalType: 'table',
          ...(quality.length > 0 ? { quality } : {}),
          properties: columns,
        },
      ],
    },
    { lineWidth: 0, aliasDuplicateObjects: false },
  );
}

/** A check of the whole table, or of several columns. */
function qualityOf(check: Check): Quality {
  const native = wordsFor(check, undefined);
  return native?.says === 'quality' ? native.quality : customOf(check);
}

/** Words of the standard, unless an expectation would not be read from them as it was. */
function wordsFor(check: Check, property: Property | undefined): Native | undefined {
  const native = nativeOf(check, property);
  const { origin, ...plain } = check;
  if (!native || origin?.format !== 'great-expectations') return native;
  return spelled(expectationOf(plain)) === spelled(expectationOf(check)) ? native : undefined;
}

/** An empty `meta` tells nothing. */
function spelled(entry: SuiteEntry | undefined): string | undefined {
  const said = Object.entries(entry ?? {}).filter(([key, value]) => key !== 'meta' || canonicalJson(value) !== '{}');
  return entry && canonicalJson(Object.fromEntries(said));
}

/** Of a type there must be a check: the standard's word for it is one. */
function columnOf(declared: Property, checks: Check[]): { name: string } {
  const { name, logicalType, identifier, dateFormat, sensitive, optional } = declared;
  const isTyped = checks.some((check) => nativeOf(check, declared)?.says === 'type');
  const property = isTyped ? declared : { ...declared, logicalType: undefined };
  const format = Object.entries(dateFormats).find(([, one]) => isTyped && one === dateFormat)?.[0];
  const isCoerced = checks.some(({ kind, args }) => kind === 'type' && (args as { coerced?: true }).coerced);
  const ofOurs = [...(optional ? [optionalProperty] : []), ...(isTyped && isCoerced ? [coercedProperty] : [])];
  const flags: Record<string, true> = {};
  const options: Record<string, unknown> = format === undefined ? {} : { format };
  const quality: Quality[] = [];
  for (const check of checks) {
    const native = wordsFor(check, property);
    if (native?.says === 'type') continue;
    if (native?.says === 'flag' && !flags[native.flag]) flags[native.flag] = true;
    else if (native?.says === 'options' && isFree(options, native.options)) Object.assign(options, native.options);
    else quality.push(native?.says === 'quality' ? native.quality : customOf(check));
  }
  return {
    name,
    ...(isTyped ? { logicalType } : {}),
    ...(identifier ? { tags: ['identifier'] } : {}),
    ...(sensitive ? { classification: 'sensitive' } : {}),
    ...(ofOurs.length > 0 ? { customProperties: ofOurs.map((property) => ({ property, value: true })) } : {}),
    ...flags,
    ...(Object.keys(options).length > 0 ? { logicalTypeOptions: options } : {}),
    ...(quality.length > 0 ? { quality } : {}),
  };
}

const together = [
  ['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum'],
  ['minLength', 'maxLength'],
];

/** Options that are read as one check are written by one check. */
function isFree(taken: object, options: object): boolean {
  const group = (key: string) => together.find((keys) => keys.includes(key)) ?? [key];
  return Object.keys(options).every((key) => group(key).every((other) => !(other in taken)));
}
