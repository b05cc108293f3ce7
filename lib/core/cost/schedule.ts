/** Hours of a month as AWS counts them, 365 days by twelve. */
export const monthHours = 730;

const unitHours: Record<string, number> = { minute: 1 / 60, hour: 1, day: 24 };

/** How often a rule with this schedule fires in a month: a rate as it says, a time of the calendar once a day. */
export function runsPerMonthOf(schedule: string): number {
  const [, every, unit = ''] = /^rate\((\d+) (minute|hour|day)s?\)$/.exec(schedule) ?? [];
  const hours = unitHours[unit];
  return every === undefined || hours === undefined ? monthHours / 24 : monthHours / (Number(every) * hours);
}
