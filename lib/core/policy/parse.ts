import { isMap, isScalar, LineCounter, type Node, parseDocument } from 'yaml';
import type { z } from 'zod';
import { InputError } from '../errors.ts';
import { type Policy, policySchema } from './schema.ts';

/**
 * Reads a `signalbox.yaml`.
 * @throws InputError `policy-invalid` that names every fault with file, line, key, the value got and what is allowed.
 */
export function parsePolicy(text: string, file = 'signalbox.yaml'): Policy {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, uniqueKeys: true, strict: true });
  const broken = document.errors[0];
  if (broken) {
    const line = lines.linePos(broken.pos[0]).line;
    throw new InputError('policy-invalid', `${file}:${line}: not YAML: ${broken.message.split('\n')[0]}`);
  }
  const parsed = policySchema.safeParse(document.toJS({ maxAliasCount: 0 }));
  if (parsed.success) return checkReferences(parsed.data, file);
  const faults = parsed.error.issues
    .flatMap((issue) => describeIssue(issue))
    .map(({ path, says }) => {
      const line = lineOf(document.contents, path, lines);
      return `${file}:${line}: ${path.length ? `\`${path.join('.')}\` ` : ''}${says}`;
    });
  throw new InputError('policy-invalid', faults.join('\n'));
}

/** A setting that can have no effect is refused too. */
function checkReferences(policy: Policy, file: string): Policy {
  const { task, metrics, champion } = policy.evaluation;
  const known = task === 'classification' ? ['accuracy', 'macro_f1', 'log_loss'] : ['mae', 'rmse'];
  for (const name of [...Object.keys(metrics), champion.metric]) {
    if (known.includes(name)) continue;
    throw new InputError(
      'policy-invalid',
      `${file}: \`evaluation\`: ${name} is not a metric of a ${task} task; allowed: ${known.join(', ')}`,
    );
  }
  if (Object.keys(metrics).length === 0) {
    throw new InputError(
      'policy-invalid',
      `${file}: \`evaluation.metrics\` is empty: a gate without thresholds tests nothing; known metrics: ${known.join(', ')}`,
    );
  }
  return policy;
}

interface Fault {
  path: PropertyKey[];
  says: string;
}

function describeIssue(issue: z.core.$ZodIssue): Fault[] {
  if (issue.code === 'unrecognized_keys') {
    const allowed = keysAllowedAt(issue.path);
    return issue.keys.map((key) => ({
      path: [...issue.path, key],
      says: `is not known here; known: ${allowed.join(', ')}`,
    }));
  }
  if (issue.code === 'invalid_type' && issue.input === undefined)
    return [{ path: issue.path, says: `is missing; ${issue.expected} expected` }];
  return [{ path: issue.path, says: issue.message }];
}

/** Walks the schema along a path to the keys that are allowed there. */
function keysAllowedAt(path: PropertyKey[]): string[] {
  let schema: unknown = policySchema;
  for (const step of path) schema = childOf(unwrap(schema), step);
  const holder = unwrap(schema) as { shape?: Record<string, unknown>; def?: { keyType?: { options?: string[] } } };
  return Object.keys(holder.shape ?? {}).concat(holder.def?.keyType?.options ?? []);
}

function unwrap(schema: unknown): unknown {
  const inner = (schema as { def?: { innerType?: unknown } } | undefined)?.def?.innerType;
  return inner === undefined ? schema : unwrap(inner);
}

function childOf(schema: unknown, step: PropertyKey): unknown {
  const holder = schema as { shape?: Record<PropertyKey, unknown>; def?: { element?: unknown } };
  return holder.shape?.[step] ?? holder.def?.element;
}

/** Line of the deepest node on the path that exists. */
function lineOf(root: unknown, path: PropertyKey[], lines: LineCounter): number {
  let node = root as Node | null;
  let line = 1;
  for (const step of path) {
    if (!isMap(node)) {
      const item = (node as { items?: unknown[] } | null)?.items?.[Number(step)] as Node | undefined;
      if (!item?.range) break;
      node = item;
      line = lines.linePos(item.range[0]).line;
      continue;
    }
    const pair = node.items.find((item) => isScalar(item.key) && item.key.value === step);
    if (!pair) break;
    const key = pair.key as { range?: [number, number, number] };
    if (key.range) line = lines.linePos(key.range[0]).line;
    node = pair.value as Node | null;
  }
  return line;
}
