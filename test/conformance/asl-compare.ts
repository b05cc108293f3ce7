import { isObject, type Json } from '../../lib/local/states-language/json.ts';

/** Names that the recorder put in place of values that differ from run to run. */
const STAND_INS = new Set([
  'date',
  'timestamp',
  'start-time',
  'entered-time',
  'generated-uuid',
  'RandomNumberGenerated',
]);
const PLACEHOLDER = /<[^<>]*(?:<[^<>]*>[^<>]*)?>/g;

/** A payload of the history: the recorder parsed objects, and left other JSON as text. */
export function payload(value: Json): Json {
  if (typeof value !== 'string') return value;
  try {
    return JSON.parse(value) as Json;
  } catch {
    return value;
  }
}

/**
 * Whether our value is the recorded one. Objects compare without the order of keys, JSON inside strings as JSON (the
 * recorder wrote it anew), and `<…>` or a stand-in's name as whatever it stands for.
 */
export function same(recorded: Json, ours: Json): boolean {
  if (typeof recorded === 'string') return sameText(recorded, ours);
  if (Array.isArray(recorded)) {
    const other = opened(ours);
    return (
      Array.isArray(other) &&
      recorded.length === other.length &&
      recorded.every((item, index) => same(item, other[index] ?? null))
    );
  }
  if (isObject(recorded)) {
    const other = opened(ours);
    if (!isObject(other)) return false;
    const keys = Object.keys(recorded);
    return (
      keys.length === Object.keys(other).length &&
      keys.every((key) => key in other && same(recorded[key] ?? null, other[key] ?? null))
    );
  }
  return recorded === ours;
}

function sameText(recorded: string, ours: Json): boolean {
  if (recorded === ours) return true;
  if (STAND_INS.has(recorded)) return typeof ours === 'string' || typeof ours === 'number';
  const inner = opened(recorded);
  if (typeof inner !== 'string') return same(inner, opened(ours));
  if (typeof ours !== 'string' || recorded.search(PLACEHOLDER) < 0) return false;
  const pattern = recorded.split(PLACEHOLDER).map((piece) => piece.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${pattern.join('.*')}$`, 's').test(ours);
}

/** JSON text of an object or an array as that; anything else as it is. */
function opened(value: Json): Json {
  if (typeof value !== 'string' || !/^\s*[[{]/.test(value)) return value;
  return payload(value);
}

/** Replaces, in a recorded value, what the recorder called otherwise than the input does (`bucket-name` for a real one). */
export function renamed(recorded: Json, names: Map<string, string>): Json {
  if (typeof recorded === 'string') {
    return [...names].reduce((text, [from, to]) => text.replaceAll(from, to), recorded);
  }
  if (Array.isArray(recorded)) return recorded.map((item) => renamed(item, names));
  if (!isObject(recorded)) return recorded;
  return Object.fromEntries(Object.entries(recorded).map(([key, item]) => [key, renamed(item, names)]));
}

/** What the recorder calls each text of the input that it changed. */
export function namesIn(recorded: Json, actual: Json, names = new Map<string, string>()): Map<string, string> {
  if (typeof recorded === 'string' && typeof actual === 'string') {
    if (recorded !== actual && recorded !== '' && !recorded.includes('<')) names.set(recorded, actual);
  } else if (Array.isArray(recorded) && Array.isArray(actual)) {
    for (const [index, item] of recorded.entries()) namesIn(item, actual[index] ?? null, names);
  } else if (isObject(recorded) && isObject(actual)) {
    for (const [key, item] of Object.entries(recorded)) namesIn(item, actual[key] ?? null, names);
  }
  return names;
}
