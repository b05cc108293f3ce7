/** A published model of an AWS service, as botocore ships them; the parts that a check of requests and answers needs. */
export interface ServiceModel {
  metadata: { targetPrefix?: string; jsonVersion?: string };
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

/** How bytes and times look: base64 and seconds since 1970 on the wire of JSON 1.1, `Uint8Array` and `Date` in the SDK. */
type Form = 'json' | 'sdk';

interface Place {
  model: ServiceModel;
  form: Form;
  path: string;
}

/** Stands for a value that is made when the call is: it breaks no shape. */
export const madeLater = Symbol('made later');

type Check = (shape: Shape, value: unknown, place: Place) => string[];

/** What of `value` breaks the shape of this name; empty when all is well. Unknown members break it: a service ignores them silently. */
export function breaches(
  model: ServiceModel,
  name: string,
  value: unknown,
  path: string = name,
  form: Form = 'json',
): string[] {
  return inside({ model, form, path }, name, value, path);
}

function inside({ model, form }: Place, name: string, value: unknown, path: string): string[] {
  if (value === madeLater) return [];
  const shape = model.shapes[name];
  if (!shape) return [`${path}: the model has no shape ${name}`];
  const check = checks[shape.type];
  return check ? check(shape, value, { model, form, path }) : [`${path}: no check of the type ${shape.type}`];
}

const checks: Record<string, Check> = {
  structure: ({ members = {}, required = [] }, value, place) => {
    const { path } = place;
    if (!isRecord(value)) return [`${path}: not an object`];
    const missing = required.filter((name) => value[name] === undefined || value[name] === null);
    const told = Object.entries(value).filter(([, part]) => part !== undefined && part !== null);
    return [
      ...missing.map((name) => `${path}.${name}: required`),
      ...told.flatMap(([name, part]) => {
        const member = members[name];
        return member ? inside(place, member.shape, part, `${path}.${name}`) : [`${path}.${name}: unknown`];
      }),
    ];
  },
  list: (shape, value, place) => {
    if (!Array.isArray(value)) return [`${place.path}: not a list`];
    const parts = value.flatMap((part, i) => inside(place, shape.member?.shape ?? '', part, `${place.path}[${i}]`));
    return [...outside(shape, value.length, place.path), ...parts];
  },
  map: ({ key, value: shape }, value, place) => {
    if (!isRecord(value)) return [`${place.path}: not a map`];
    return Object.entries(value).flatMap(([name, part]) => [
      ...inside(place, key?.shape ?? '', name, `${place.path} key`),
      ...inside(place, shape?.shape ?? '', part, `${place.path}.${name}`),
    ]);
  },
  string: (shape, value, { path }) => {
    if (typeof value !== 'string') return [`${path}: not a string`];
    const odd = shape.pattern !== undefined && !expressionOf(shape.pattern).test(value);
    const strange = shape.enum !== undefined && !shape.enum.includes(value);
    return [
      ...outside(shape, value.length, path),
      ...(odd ? [`${path}: ${value} is not ${shape.pattern}`] : []),
      ...(strange ? [`${path}: ${value} is none of ${shape.enum}`] : []),
    ];
  },
  blob: (shape, value, { form, path }) => {
    // The SDK takes a string as its UTF-8.
    if (form === 'sdk' && typeof value === 'string') return outside(shape, Buffer.byteLength(value), path);
    if (form === 'sdk')
      return value instanceof Uint8Array ? outside(shape, value.length, path) : [`${path}: not bytes`];
    const isBase64 = typeof value === 'string' && Buffer.from(value, 'base64').toString('base64') === value;
    return isBase64 ? outside(shape, Buffer.from(value, 'base64').length, path) : [`${path}: not base64`];
  },
  boolean: (_, value, { path }) => (typeof value === 'boolean' ? [] : [`${path}: not a boolean`]),
  timestamp: (_, value, { form, path }) => {
    const isTime = form === 'sdk' ? value instanceof Date && !Number.isNaN(value.getTime()) : typeof value === 'number';
    return isTime ? [] : [`${path}: not a time`];
  },
  integer: whole,
  long: whole,
  double: real,
  float: real,
};

function whole(shape: Shape, value: unknown, { path }: Place): string[] {
  return Number.isInteger(value) ? outside(shape, Number(value), path) : [`${path}: not a whole number`];
}

function real(shape: Shape, value: unknown, { path }: Place): string[] {
  return Number.isFinite(value) ? outside(shape, Number(value), path) : [`${path}: not a finite number`];
}

const expressions = new Map<string, RegExp>();

/** The models' patterns are Java's: what only Java reads is said in JavaScript's words. */
function expressionOf(pattern: string): RegExp {
  const known = expressions.get(pattern);
  if (known) return known;
  const said = pattern
    .replace(/^\\A/, '')
    .replace(/\\z$/, '')
    .replaceAll('\\p{ASCII}', '[\\x00-\\x7f]')
    .replace(/(?<!\[[^\]]*)\\p\{Print\}/g, '[\\x20-\\x7e]')
    .replaceAll('\\p{Print}', '\\x20-\\x7e')
    .replaceAll('\\p{Alnum}', 'A-Za-z0-9');
  const expression = new RegExp(`^(?:${said})$`, /\\[pu]/.test(said) ? 'u' : '');
  expressions.set(pattern, expression);
  return expression;
}

function outside(
  { min = Number.NEGATIVE_INFINITY, max = Number.POSITIVE_INFINITY }: Shape,
  size: number,
  path: string,
) {
  return size < min || size > max ? [`${path}: ${size} is outside of ${min} to ${max}`] : [];
}

function isRecord(value: unknown): value is Record<string, unknown> {
  const isObject = typeof value === 'object' && value !== null;
  return isObject && !Array.isArray(value) && !(value instanceof Date) && !ArrayBuffer.isView(value);
}
