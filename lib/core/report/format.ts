import type { CheckResult } from '../gate.ts';

/** Four significant digits and no more; thin spaces are not used, so that numbers can be copied. */
export function formatNumber(value: number): string {
  if (!Number.isFinite(value)) return String(value);
  if (Number.isInteger(value) && Math.abs(value) < 1e15) return groupDigits(String(value));
  const size = Math.abs(value);
  if (size >= 1e6 || size < 1e-4) return value.toExponential(2).replace('e+', 'e');
  return groupDigits(String(Number(value.toPrecision(size >= 1_000 ? 6 : 4))));
}

function groupDigits(text: string): string {
  const [whole = '', fraction] = text.split('.');
  const grouped = whole.length > 4 + Number(whole.startsWith('-')) ? whole.replace(/\B(?=(\d{3})+$)/g, ',') : whole;
  return fraction === undefined ? grouped : `${grouped}.${fraction}`;
}

/** A share of 1 as percent. */
export function formatPercent(share: number): string {
  return `${formatNumber(Number((share * 100).toPrecision(3)))} %`;
}

/** A length of time in milliseconds, in the unit that a person would use. */
export function formatDuration(milliseconds: number): string {
  if (!Number.isFinite(milliseconds)) return 'unknown';
  if (milliseconds < 1_000) return `${Math.round(milliseconds)} ms`;
  const seconds = milliseconds / 1_000;
  if (seconds < 59.95) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  const [hours, minutes] = [Math.floor(whole / 3_600), Math.floor((whole % 3_600) / 60)];
  return hours > 0 ? `${hours} h ${minutes} min` : `${minutes} min ${whole % 60} s`;
}

/** `2026-11-23 12:48:42 UTC`; a text that is no time is shown as it is. */
export function formatTime(iso: string): string {
  const time = Date.parse(iso);
  return Number.isNaN(time) ? iso : `${new Date(time).toISOString().slice(0, 19).replace('T', ' ')} UTC`;
}

/** What a check observed, in the unit of what it allows. */
export function formatObserved({ observed, shown }: Pick<CheckResult, 'observed' | 'shown'>): string {
  return shown ?? formatValue(observed);
}

/** Any value of a record as a person reads it; `null` is a missing value and says so. */
export function formatValue(value: unknown): string {
  if (value === null || value === undefined) return '(none)';
  if (typeof value === 'number') return formatNumber(value);
  if (typeof value === 'string') return value === '' ? '(empty)' : value;
  return typeof value === 'boolean' ? String(value) : (JSON.stringify(value) ?? String(value));
}
