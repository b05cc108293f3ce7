import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv, type ValidateFunction } from 'ajv';

type Schema = Record<string, unknown>;

interface Operation {
  id: string;
  parameters: Array<{ name: string; in: string; required: boolean; schema: Schema }>;
  body: { required: boolean; schema: Schema | null };
  responses: Record<string, Schema | null>;
}

/** Taken from GitHub's published description by test/support/extract-github-openapi.ts. */
const description = JSON.parse(readFileSync(join(import.meta.dirname, '../fixtures/github-openapi.json'), 'utf8')) as {
  operations: Record<string, Operation>;
  $defs: Record<string, Schema>;
};

const ajv = new Ajv({ strict: false, validateFormats: false, coerceTypes: false, allErrors: false });
ajv.addSchema({ $id: 'github', $defs: description.$defs });
const compiled = new Map<Schema, ValidateFunction>();

/** Defects of a value by a schema of the description; empty when it has none. */
function defects(schema: Schema, value: unknown): string[] {
  let validate = compiled.get(schema);
  if (!validate) {
    validate = ajv.compile(JSON.parse(JSON.stringify(schema).replaceAll('"#/$defs/', '"github#/$defs/')));
    compiled.set(schema, validate);
  }
  return validate(value) ? [] : (validate.errors ?? []).map((e) => `${e.instancePath || '/'} ${e.message}`);
}

export interface Matched {
  route: string;
  operation: Operation;
  /** Of the path, decoded. */
  path: Record<string, string>;
}

/** The documented operation of a request; undefined when there is none. */
export function match(method: string, pathname: string): Matched | undefined {
  const got = pathname.split('/');
  const all = Object.entries(description.operations).flatMap(([route, operation]) => {
    const [verb = '', template = ''] = route.split(' ');
    const parts = template.split('/');
    if (verb !== method || parts.length !== got.length) return [];
    const path: Record<string, string> = {};
    for (const [i, part] of parts.entries()) {
      const value = got[i] ?? '';
      if (part.startsWith('{')) path[part.slice(1, -1)] = decodeURIComponent(value);
      else if (part !== value) return [];
    }
    return [{ route, operation, path }];
  });
  return all.sort((a, b) => Object.keys(a.path).length - Object.keys(b.path).length)[0];
}

/** What of a request the description does not allow. */
export function requestDefects({ route, operation, path }: Matched, query: URLSearchParams, body: unknown): string[] {
  const known = operation.parameters.filter((one) => one.in === 'query');
  const found: string[] = [];
  for (const [name, text] of query) {
    const parameter = known.find((one) => one.name === name);
    if (!parameter) found.push(`query ${name} is not documented`);
    else found.push(...defects(parameter.schema, asTyped(parameter.schema, text)).map((d) => `query ${name}: ${d}`));
  }
  for (const parameter of operation.parameters.filter((one) => one.in === 'path')) {
    const value = asTyped(parameter.schema, path[parameter.name] ?? '');
    found.push(...defects(parameter.schema, value).map((d) => `path ${parameter.name}: ${d}`));
  }
  const { schema, required } = operation.body;
  if (body === undefined) found.push(...(required ? ['the body is missing'] : []));
  else if (schema === null) found.push('a body is not documented');
  else found.push(...defects(schema, body).map((d) => `body: ${d}`), ...unknownFields(schema, body));
  return found.map((one) => `${route}: ${one}`);
}

/** The description does not forbid fields that it does not know, so that a misspelt one would pass. */
function unknownFields(schema: Schema, body: unknown): string[] {
  const known = new Set([schema, ...variants(schema)].flatMap((one) => Object.keys((one.properties as Schema) ?? {})));
  return Object.keys(body as Schema)
    .filter((name) => !known.has(name))
    .map((name) => `body: ${name} is not documented`);
}

function variants(schema: Schema): Schema[] {
  return ['anyOf', 'oneOf', 'allOf'].flatMap((key) => (schema[key] as Schema[] | undefined) ?? []);
}

function asTyped(schema: Schema, text: string): unknown {
  const type = flat(schema).type;
  return type === 'integer' && /^-?\d+$/.test(text) ? Number(text) : text;
}

/** A valid answer: all that the description requires, at its plainest, and what is given. */
export function answerOf({ route, operation }: Matched, status: number, given: unknown): unknown {
  const schema = operation.responses[String(status)];
  if (schema === undefined) throw new Error(`${route} has no answer ${status}`);
  if (schema === null) return undefined;
  const body = merged(sample(schema), given, schema);
  const wrong = defects(schema, body);
  if (wrong.length > 0) throw new Error(`${route} ${status}: the fake's own answer is not valid: ${wrong.join('; ')}`);
  return body;
}

function flat(schema: Schema): Schema {
  if (typeof schema.$ref === 'string') return flat(description.$defs[schema.$ref.replace('#/$defs/', '')] ?? {});
  const [first] = (schema.anyOf ?? schema.oneOf ?? []) as Schema[];
  if (first) return { ...schema, anyOf: undefined, oneOf: undefined, ...flat(first) };
  const parts = ((schema.allOf as Schema[] | undefined) ?? []).map(flat);
  return Object.assign({}, ...parts, schema);
}

function sample(given: Schema): unknown {
  const schema = flat(given);
  if (Array.isArray(schema.enum)) return schema.enum[0];
  switch (schema.type) {
    case 'object':
      return Object.fromEntries(
        ((schema.required as string[] | undefined) ?? []).map((name) => [
          name,
          sample((schema.properties as Record<string, Schema> | undefined)?.[name] ?? {}),
        ]),
      );
    case 'array':
      return [];
    case 'string':
      return schema.format === 'uri' ? 'https://example.com' : '';
    case 'integer':
    case 'number':
      return schema.minimum ?? 1;
    case 'boolean':
      return false;
    default:
      return null;
  }
}

/** Entries of a list are completed too. */
function merged(base: unknown, given: unknown, schema: Schema): unknown {
  const { items, properties } = flat(schema) as { items?: Schema; properties?: Record<string, Schema> };
  if (Array.isArray(given)) return items ? given.map((one) => merged(sample(items), one, items)) : given;
  if (typeof given !== 'object' || given === null) return given === undefined ? base : given;
  const left = (typeof base === 'object' && base !== null ? base : {}) as Schema;
  const right = Object.entries(given).map(([name, value]) => {
    const inner = properties?.[name] ?? {};
    return [name, merged(left[name] ?? sample(inner), value, inner)];
  });
  return { ...left, ...Object.fromEntries(right) };
}
