import fc from 'fast-check';
import { describeMoments, isMoment, limitsAt, type Moment } from '../../../../lib/core/checks/files/moment.ts';

const asked = '2026-11-28T16:30:00.000Z';
const at = (minimum: Moment, timeZone?: string, askedAt = asked) => limitsAt({ minimum, timeZone }, askedAt).minimum;

test('now is the moment of asking, a date its midnight in UTC, a time of the day one of the day of asking', () => {
  expect(at({ now: -3_600 })).toBe('2026-11-28T15:30:00.000Z');
  expect(at('2026-01-31')).toBe('2026-01-31T00:00:00.000Z');
  expect(at('2026-01-31T10:00:00+02:00')).toBe('2026-01-31T08:00:00.000Z');
  expect(at('21:45')).toBe('2026-11-28T21:45:00.000Z');
  expect(at('9:30 PM')).toBe('2026-11-28T21:30:00.000Z');
  expect([at('12:00 am'), at('12:00PM')]).toEqual(['2026-11-28T00:00:00.000Z', '2026-11-28T12:00:00.000Z']);
});

test('a zone is about times of the day, in summer and in winter, and not about dates', () => {
  expect(at('21:45', 'America/New_York')).toBe('2026-11-29T02:45:00.000Z');
  expect(at('21:45', 'America/New_York', '2026-07-01T00:00:00.000Z')).toBe('2026-07-02T01:45:00.000Z');
  expect(at('21:45', 'Asia/Kolkata')).toBe('2026-11-28T16:15:00.000Z');
  expect(at('2026-01-31', 'Asia/Kolkata')).toBe('2026-01-31T00:00:00.000Z');
  expect(at({ now: 0 }, 'Asia/Kolkata')).toBe(asked);
});

test('what is no moment is refused', () => {
  expect(['24:00', '13:00 PM', '0:10 AM', '7:60', 'now', '2026-02-30x', ''].filter(isMoment)).toEqual([]);
});

test('the limits are told in words', () => {
  const limits = { exclusiveMinimum: { now: -60 }, maximum: '2027-01-01' };
  const words = 'after 2026-11-28T16:29:00.000Z and not after 2027-01-01T00:00:00.000Z';
  expect(describeMoments(limitsAt(limits, asked))).toBe(words);
  expect(describeMoments(limitsAt({ ...limits, not: true }, asked))).toBe(`at any time but ${words}`);
});

test('clocks of the zone show the time that was asked for, wherever they are not set', () => {
  const zones = fc.constantFrom('Europe/Paris', 'America/Chicago', 'Asia/Shanghai', 'Australia/Darwin');
  // Clocks are set between midnight and four.
  const hour = fc.integer({ min: 5, max: 23 });
  fc.assert(
    fc.property(zones, hour, fc.integer({ min: 0, max: 20_000 }), (zone, hours, day) => {
      const moment = at(`${hours}:15`, zone, new Date(day * 86_400_000).toISOString());
      const shown = new Date(String(moment)).toLocaleTimeString('en-GB', { timeZone: zone, timeStyle: 'short' });
      expect(shown).toBe(`${String(hours).padStart(2, '0')}:15`);
    }),
  );
});
