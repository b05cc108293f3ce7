import { isObject, type Json } from '../json.ts';
import { holds } from './filter.ts';
import { applyFunction } from './functions.ts';
import type { Path, Segment } from './path.ts';

/** A definite path led nowhere. The message is worded as Step Functions reports it. */
export class PathMissing extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'PathMissing';
  }
}

/**
 * The value at a path: one value for a definite path, an array for an indefinite one (filter, wildcard, slice, `..`).
 * @throws PathMissing when a definite path has no result
 */
export function evaluate(path: Path, root: Json): Json {
  const firstFunction = path.segments.findIndex((segment) => segment.kind === 'function');
  const steps = firstFunction < 0 ? path.segments : path.segments.slice(0, firstFunction);
  let value = path.definite && !steps.some((step) => step.deep) ? walk(steps, root) : search(steps, root);
  for (const segment of path.segments.slice(steps.length)) {
    if (segment.kind === 'function') value = applyFunction(segment.name, segment.args, value);
  }
  return value;
}

/** Every value at a path, without complaint about missing ones. */
function find(path: Path, root: Json): Json[] {
  if (path.segments.some((segment) => segment.kind === 'function')) {
    try {
      return [evaluate(path, root)];
    } catch (error) {
      if (error instanceof PathMissing) return [];
      throw error;
    }
  }
  return search(path.segments, root);
}

function walk(segments: Segment[], root: Json): Json {
  let value = root;
  let trail = '$';
  for (const [position, segment] of segments.entries()) {
    const last = position === segments.length - 1;
    if (segment.kind === 'child') {
      const name = segment.names[0] ?? '';
      if (!isObject(value)) throw new PathMissing(notAnObject(name, trail, value));
      const next = Object.hasOwn(value, name) ? value[name] : undefined;
      if (next === undefined) {
        const place = `${trail}['${name}']`;
        throw new PathMissing(last ? `No results for path: ${place}` : `Missing property in path ${place}`);
      }
      value = next;
      trail += `['${name}']`;
    } else if (segment.kind === 'index') {
      [value, trail] = element(value, segment.indexes[0] ?? 0, trail);
    }
  }
  return value;
}

function element(value: Json, index: number, trail: string): [Json, string] {
  if (!Array.isArray(value)) {
    throw new PathMissing(
      `Filter: [${index}] can only be applied to arrays. Current context is: ${JSON.stringify(value)}`,
    );
  }
  const found = value.at(index);
  if (found === undefined) throw new PathMissing(`Index out of bounds when evaluating path ${trail}[${index}]`);
  return [found, `${trail}[${index}]`];
}

function notAnObject(name: string, trail: string, value: Json): string {
  return `Expected to find an object with property ['${name}'] in path ${trail} but found '${javaType(value)}'. This is not a json object according to the JsonProvider: 'com.jayway.jsonpath.spi.json.JacksonJsonNodeJsonProvider'.`;
}

function javaType(value: Json): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'com.fasterxml.jackson.databind.node.ArrayNode';
  const names: Record<string, string> = { string: 'TextNode', number: 'IntNode', boolean: 'BooleanNode' };
  return `com.fasterxml.jackson.databind.node.${names[typeof value] ?? 'ObjectNode'}`;
}

function search(segments: Segment[], root: Json): Json[] {
  let found: Json[] = [root];
  for (const segment of segments) {
    const from = segment.deep ? found.flatMap(withDescendants) : found;
    found = from.flatMap((value) => select(segment, value, root));
  }
  return found;
}

function withDescendants(value: Json): Json[] {
  return [value, ...children(value).flatMap(withDescendants)];
}

function children(value: Json): Json[] {
  if (Array.isArray(value)) return value;
  return isObject(value) ? Object.values(value) : [];
}

function select(segment: Segment, value: Json, root: Json): Json[] {
  switch (segment.kind) {
    case 'child':
      return selectNames(segment.names, value);
    case 'index':
      return Array.isArray(value) ? defined(segment.indexes.map((index) => value.at(index))) : [];
    case 'slice':
      return Array.isArray(value) ? slice(value, segment.from, segment.to, segment.step) : [];
    case 'wildcard':
      return children(value);
    case 'filter':
      return selectMatching(segment, value, root);
    case 'function':
      return [];
  }
}

function selectMatching(segment: Segment & { kind: 'filter' }, value: Json, root: Json): Json[] {
  const candidates = Array.isArray(value) ? value : segment.deep ? [] : [value];
  return candidates.filter((item) => holds(segment.condition, { current: item, root, find }));
}

function selectNames(names: string[], value: Json): Json[] {
  if (!isObject(value)) return [];
  const present = names.filter((name) => Object.hasOwn(value, name));
  if (names.length === 1) return defined(present.map((name) => value[name]));
  return present.length === 0 ? [] : [Object.fromEntries(present.map((name) => [name, value[name] ?? null]))];
}

function slice(items: Json[], from: number | undefined, to: number | undefined, step = 1): Json[] {
  const cut = items.slice(from, to);
  return step > 1 ? cut.filter((_, index) => index % step === 0) : cut;
}

function defined(values: (Json | undefined)[]): Json[] {
  return values.filter((value) => value !== undefined);
}
