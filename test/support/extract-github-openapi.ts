// Takes the operations that we call out of GitHub's OpenAPI description (12 MB, npm package @octokit/openapi), with every schema
// that they need, as plain JSON Schema: `npx node test/support/extract-github-openapi.ts <api.github.com.json>`.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { githubOperations } from './github-operations.ts';

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
type Node = { [key: string]: Json };

const [file] = process.argv.slice(2);
if (file === undefined) throw new Error('usage: npx node test/support/extract-github-openapi.ts <api.github.com.json>');
const description = JSON.parse(readFileSync(file, 'utf8')) as Node;
const needed = new Map<string, Json>();

function at(pointer: string): Json {
  let value: Json = description;
  for (const part of pointer.replace(/^#\//, '').split('/')) {
    value = isNode(value) ? (value[part.replaceAll('~1', '/').replaceAll('~0', '~')] ?? null) : null;
  }
  return value;
}

function isNode(value: Json | undefined): value is Node {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** References to anything but a schema are replaced by what they name. */
function resolved(value: Json | undefined): Node {
  if (!isNode(value)) return {};
  return typeof value.$ref === 'string' ? resolved(at(value.$ref)) : value;
}

const prose = new Set(['description', 'example', 'examples', 'title', 'externalDocs', 'deprecated', 'x-github']);

/** OpenAPI 3.0 as JSON Schema: `nullable` becomes a type, and schemas that are named move to `$defs`. */
function schemaOf(value: Json): Json {
  if (Array.isArray(value)) return value.map(schemaOf);
  if (!isNode(value)) return value;
  if (typeof value.$ref === 'string') return { $ref: need(value.$ref) };
  const { nullable, properties, ...rest } = value;
  const plain = Object.fromEntries(
    Object.entries(rest)
      .filter(([key]) => !prose.has(key))
      .map(([key, inner]) => [
        key,
        key === 'enum' || key === 'default' || key === 'required' ? inner : schemaOf(inner),
      ]),
  );
  if (isNode(properties)) {
    plain.properties = Object.fromEntries(Object.entries(properties).map(([name, inner]) => [name, schemaOf(inner)]));
  }
  return nullable === true ? { anyOf: [plain, { type: 'null' }] } : plain;
}

function need(pointer: string): string {
  const name = pointer.split('/').at(-1) ?? '';
  if (!needed.has(name)) {
    needed.set(name, null);
    needed.set(name, schemaOf(at(pointer)));
  }
  return `#/$defs/${name}`;
}

function contentOf(value: Json | undefined): Json {
  const { content } = resolved(value);
  const json = isNode(content) ? content['application/json'] : undefined;
  return isNode(json) && json.schema !== undefined ? schemaOf(json.schema) : null;
}

function operation(route: string): Json {
  const [method = '', path = ''] = route.split(' ');
  const paths = description.paths;
  const item = isNode(paths) ? paths[path] : undefined;
  const found = isNode(item) ? item[method.toLowerCase()] : undefined;
  if (!isNode(item) || !isNode(found)) throw new Error(`${route} is not described`);
  const parameters = [...list(item.parameters), ...list(found.parameters)].map((one) => {
    const { name = '', in: place = '', required = false, schema = {} } = resolved(one);
    return { name, in: place, required, schema: schemaOf(schema) };
  });
  const responses = isNode(found.responses) ? found.responses : {};
  return {
    id: found.operationId ?? '',
    parameters,
    body: { required: resolved(found.requestBody).required === true, schema: contentOf(found.requestBody) },
    responses: Object.fromEntries(Object.entries(responses).map(([status, said]) => [status, contentOf(said)])),
  };
}

function list(value: Json | undefined): Json[] {
  return Array.isArray(value) ? value : [];
}

const operations = Object.fromEntries(githubOperations.map((route) => [route, operation(route)]));
const version = isNode(description.info) ? (description.info.version ?? '') : '';
const extract = {
  source: { package: '@octokit/openapi', version, file: 'generated/api.github.com.json', license: 'MIT' },
  operations,
  $defs: Object.fromEntries([...needed].sort(([a], [b]) => (a < b ? -1 : 1))),
};
const target = join(import.meta.dirname, '..', 'fixtures', 'github-openapi.json');
writeFileSync(target, `${JSON.stringify(extract)}\n`);
console.log(`${githubOperations.length} operations, ${needed.size} schemas, ${JSON.stringify(extract).length} bytes`);
