/** A published model of an AWS service, as botocore ships them; the parts that a check of JSON 1.1 needs. */
export interface ServiceModel {
  metadata: { targetPrefix: string; jsonVersion: string };
  operations: Record<string, { input: string; output: string | null; errors: string[] }>;
  shapes: Record<string, Shape>;
}

interface Shape {
  type: string;
  required?: string[];
  members?: Record<string, { shape: string }>;
  member?: { shape: string };
  key?: { shape: string };
  value?: { shape: string };
  enum?: string[];
  min?: number;
  max?: number;
  pattern?: string;
}

type Check = (model: ServiceModel, shape: Shape, value: unknown, path: string) => string[];

/** What of `value` breaks the shape of this name; empty when all is well. Unknown members break it: a service ignores them silently. */
export function breaches(model: ServiceModel, name: string, value: unknown, path = name): string[] {
  const shape = model.shapes[name];
  if (!shape) return [`${path}: the model has no shape ${name}`];
  const check = checks[shape.type];
  return check ? check(model, shape, value, path) : [`${path}: no check of the type ${shape.type}`];
}

const checks: Record<string, Check> = {
  structure: (model, { members = {}, required = [] }, value, path) => {
    if (!isRecord(value)) return [`${path}: not an object`];
    const missing = required.filter((name) => value[name] === undefined || value[name] === null);
    const told = Object.entries(value).filter(([, part]) => part !== undefined && part !== null);
    return [
      ...missing.map((name) => `${path}.${name}: required`),
      ...told.flatMap(([name, part]) => {
        const member = members[name];
        return member ? breaches(model, member.shape, part, `${path}.${name}`) : [`${path}.${name}: unknown`];
      }),
    ];
  },
  list: (model, shape, value, path) => {
    if (!Array.isArray(value)) return [`${path}: not a list`];
    const parts = value.flatMap((part, i) => breaches(model, shape.member?.shape ?? '', part, `${path}[${i}]`));
    return [...outside(shape, value.length, path), ...parts];
  },
  map: (model, { key, value: shape }, value, path) => {
    if (!isRecord(value)) return [`${path}: not a map`];
    return Object.entries(value).flatMap(([name, part]) => [
      ...breaches(model, key?.shape ?? '', name, `${path} key`),
      ...breaches(model, shape?.shape ?? '', part, `${path}.${name}`),
    ]);
  },
  string: (_, shape, value, path) => {
    if (typeof value !== 'string') return [`${path}: not a string`];
    const odd = shape.pattern !== undefined && !new RegExp(`^(?:${shape.pattern})$`).test(value);
    const strange = shape.enum !== undefined && !shape.enum.includes(value);
    return [
      ...outside(shape, value.length, path),
      ...(odd ? [`${path}: ${value} is not ${shape.pattern}`] : []),
      ...(strange ? [`${path}: ${value} is none of ${shape.enum}`] : []),
    ];
  },
  blob: (_, shape, value, path) => {
    const isBase64 = typeof value === 'string' && Buffer.from(value, 'base64').toString('base64') === value;
    return isBase64 ? outside(shape, Buffer.from(value, 'base64').length, path) : [`${path}: not base64`];
  },
  boolean: (_, __, value, path) => (typeof value === 'boolean' ? [] : [`${path}: not a boolean`]),
  /** JSON 1.1 has seconds since 1970. */
  timestamp: (_, __, value, path) => (typeof value === 'number' ? [] : [`${path}: not a time`]),
  integer: whole,
  long: whole,
};

function whole(_: ServiceModel, shape: Shape, value: unknown, path: string): string[] {
  return Number.isInteger(value) ? outside(shape, Number(value), path) : [`${path}: not a whole number`];
}

function outside(
  { min = Number.NEGATIVE_INFINITY, max = Number.POSITIVE_INFINITY }: Shape,
  size: number,
  path: string,
) {
  return size < min || size > max ? [`${path}: ${size} is outside of ${min} to ${max}`] : [];
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
