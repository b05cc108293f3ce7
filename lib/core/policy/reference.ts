import { type JsonSchema, policyJsonSchema } from './json-schema.ts';

interface Row {
  key: string;
  allowed: string;
  default: string;
  description: string;
}

/** Every key of `signalbox.yaml` as a Markdown page, made from the schema that reads it. */
export function policyReference(): string {
  const rows = rowsOf(policyJsonSchema(), '');
  const lines = rows.map((row) => `| \`${row.key}\` | ${row.allowed} | ${row.default} | ${row.description} |`);
  return [
    '# signalbox.yaml',
    '',
    'Every key of the policy. An unknown key or name is an error that lists the known ones, with file and line.',
    'For completion in an editor, put this on the first line:',
    '',
    '```yaml',
    '# yaml-language-server: $schema=node_modules/signalbox/docs/signalbox.schema.json',
    '```',
    '',
    '| key | allowed | default | what it does |',
    '| --- | --- | --- | --- |',
    ...lines,
    '',
    'Made by `npm run docs` from `lib/core/policy/schema.ts`.',
    '',
  ].join('\n');
}

function rowsOf(schema: JsonSchema, prefix: string): Row[] {
  return Object.entries(schema.properties ?? {}).flatMap(([name, child]) => {
    const key = prefix === '' ? name : `${prefix}.${name}`;
    return [...rowOf(key, child, schema.required?.includes(name) ?? false), ...childRows(child, key)];
  });
}

function childRows(schema: JsonSchema, key: string): Row[] {
  const values = typeof schema.additionalProperties === 'object' ? schema.additionalProperties : {};
  return [
    ...rowsOf(schema, key),
    ...rowsOf(schema.items ?? {}, `${key}[]`),
    ...rowsOf(values, `${key}.<name>`),
    ...[...(schema.oneOf ?? []), ...(schema.anyOf ?? [])].flatMap((choice) => rowsOf(choice, key)),
  ];
}

/** Objects that only hold other keys, and say nothing themselves, get no row. */
function rowOf(key: string, schema: JsonSchema, required: boolean): Row[] {
  const holdsOnly = schema.description === undefined && (schema.properties !== undefined || schema.oneOf !== undefined);
  if (holdsOnly) return [];
  const [description = '', told] = (schema.description ?? '').split(/\s*@default\s*/);
  const fallback = schema.default === undefined ? (told ?? 'none') : (told ?? JSON.stringify(schema.default));
  return [
    {
      key,
      allowed: cell(allowedBy(schema)),
      default: required ? 'required' : cell(fallback),
      description: cell(description),
    },
  ];
}

function allowedBy(schema: JsonSchema): string {
  if (schema.const !== undefined) return `\`${schema.const}\``;
  if (schema.enum) return schema.enum.map((value) => `\`${value}\``).join(', ');
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices) return [...new Set(choices.map(allowedBy))].join(', or ');
  if (schema.type === 'array') return `list of ${allowedBy(schema.items ?? {})}${sizes(schema)}`;
  if (schema.propertyNames?.enum) return `by name: ${allowedBy(schema.propertyNames)}`;
  if (typeof schema.additionalProperties === 'object') return `by name: ${allowedBy(schema.additionalProperties)}`;
  if (schema.pattern) return `text like \`${schema.pattern}\``;
  const type = [schema.type ?? []].flat().join(', ').replaceAll('string', 'text').replace('object', 'keys below');
  return `${type}${range(schema)}`;
}

function range({ minimum, exclusiveMinimum, maximum, exclusiveMaximum, maxLength }: JsonSchema): string {
  const bounds = [
    minimum === undefined ? [] : [`≥ ${minimum}`],
    exclusiveMinimum === undefined ? [] : [`> ${exclusiveMinimum}`],
    maximum === undefined ? [] : [`≤ ${maximum}`],
    exclusiveMaximum === undefined ? [] : [`< ${exclusiveMaximum}`],
    maxLength === undefined ? [] : [`at most ${maxLength} character${maxLength === 1 ? '' : 's'}`],
  ].flat();
  return bounds.length > 0 ? `, ${bounds.join(', ')}` : '';
}

function sizes({ minItems, maxItems }: JsonSchema): string {
  if (minItems === undefined) return '';
  return maxItems === undefined ? `, at least ${minItems}` : `, ${minItems} to ${maxItems}`;
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('\n', ' ');
}
