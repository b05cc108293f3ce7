import type { Json } from './json.ts';

const OFFSET_DATE_TIME =
  /^(\d{4}-\d{2}-\d{2})[Tt](\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?([Zz]|[+-]\d{2}:\d{2}(?::\d{2})?)$/;

/**
 * Milliseconds since the epoch of an ISO-8601 extended offset date-time, the one form Step Functions accepts
 * (`T`, a zone, real calendar days); undefined for anything else.
 */
export function instantOf(value: Json): number | undefined {
  const match = typeof value === 'string' ? OFFSET_DATE_TIME.exec(value) : null;
  if (match === null) return undefined;
  const [, day = '', hour = '', minute = '', second = '00', fraction = '0', zone = 'Z'] = match;
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) return undefined;
  const local = Date.parse(`${day}T${hour}:${minute}:${second}Z`);
  if (Number.isNaN(local) || !new Date(local).toISOString().startsWith(day)) return undefined;
  return local + Number(`0.${fraction}`) * 1000 - offsetOf(zone);
}

/** Milliseconds by which a zone's clock is ahead of UTC. */
function offsetOf(zone: string): number {
  if (zone === 'Z' || zone === 'z') return 0;
  const [hours = 0, minutes = 0, seconds = 0] = zone.slice(1).split(':').map(Number);
  return (zone.startsWith('-') ? -1 : 1) * ((hours * 60 + minutes) * 60 + seconds) * 1000;
}
