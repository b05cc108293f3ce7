import { stringify } from 'yaml';
import { beyond } from '../../core/contract/beyond.ts';
import { contractId } from '../../core/export/odcs/identity.ts';
import type { InferredColumn } from './columns.ts';

export interface ContractFacts {
  name: string;
  columns: InferredColumn[];
  labels: string[] | null;
  minRows: number;
}

/** Values that a sample did not show are let through in a few rows: it is a sample. */
const mostNewValuesPercent = 5;

/** The contract that a sample suggests: types, what is never missing, bounds well outside of what was seen, closed sets of labels. */
export function contractText({ name, columns, labels, minRows }: ContractFacts): string {
  const contract = {
    apiVersion: 'v3.1.0',
    kind: 'DataContract',
    id: contractId([name, columns.map((column) => column.name)]),
    name: `${name}-data`,
    version: '1.0.0',
    status: 'draft',
    description: {
      purpose: `Rows to train and judge ${name}.`,
      usage: 'Features are all properties but the target and those tagged `identifier`.',
      limitations: 'Inferred from one sample: bounds are half its range beyond what it shows.',
    },
    schema: [
      {
        name: 'data',
        physicalType: 'table',
        quality: [
          { metric: 'rowCount', mustBeGreaterOrEqualTo: minRows, description: 'Fewer leave too small a holdout.' },
        ],
        properties: columns.map((column) => propertyOf(column, labels)),
      },
    ],
  };
  const link = 'https://bitol-io.github.io/open-data-contract-standard/v3.1.0/';
  return `# Open Data Contract Standard 3.1.0: what a drop must look like. ${link}\n${stringify(contract, { lineWidth: 0 })}`;
}

function propertyOf(column: InferredColumn, labels: string[] | null): object {
  const { name, logicalType, role, required, unique } = column;
  return {
    name,
    logicalType,
    ...(role === 'target' ? { description: 'The target.' } : {}),
    ...(role === 'other' ? { description: descriptionOf(column), tags: ['identifier'] } : {}),
    ...(required ? { required } : {}),
    ...(unique ? { unique } : {}),
    ...boundsOf(column, labels),
    ...valuesOf(column, labels),
  };
}

function descriptionOf({ unique, logicalType }: InferredColumn): string {
  if (unique) return 'Names a row; never a feature.';
  return `No feature yet: ${logicalType === 'string' ? 'a text of many different values' : `a ${logicalType}`}.`;
}

function boundsOf({ min, max, role, logicalType }: InferredColumn, labels: string[] | null): object {
  if (min === null || max === null || role === 'other' || (role === 'target' && labels)) return {};
  const { minimum, maximum } = beyond(min, max);
  if (logicalType !== 'integer') return { logicalTypeOptions: { minimum, maximum } };
  return { logicalTypeOptions: { minimum: Math.floor(minimum), maximum: Math.ceil(maximum) } };
}

function valuesOf({ role, values, logicalType }: InferredColumn, labels: string[] | null): object {
  if (role === 'target' && labels)
    return { quality: [{ metric: 'invalidValues', arguments: { validValues: labels }, mustBe: 0 }] };
  if (role !== 'category' || logicalType !== 'string' || !values) return {};
  const validValues = values.map(({ value }) => value).sort();
  const bound = { mustBeLessOrEqualTo: mostNewValuesPercent, unit: 'percent' };
  return { quality: [{ metric: 'invalidValues', arguments: { validValues }, ...bound }] };
}
