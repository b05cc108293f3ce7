/** Words that a date may have between its parts. */
const jump = ['at', 'on', 'and', 'ad', 'm', 't', 'of', 'st', 'nd', 'rd', 'th'];
const zones = ['utc', 'gmt', 'z'];
const months = [
  'january',
  'february',
  'march',
  'april',
  'may',
  'june',
  'july',
  'august',
  'september',
  'october',
  'november',
  'december',
];
const days = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];
const units = ['h', 'hour', 'hours', 'm', 'minute', 'minutes', 's', 'second', 'seconds'];

const words = /^(\d{1,2})\s*h\s*(\d{2})\s*m\s*(\d{2})(?:\.\d+)?\s*s$/i;

/** What is left of a text once its time is taken out. */
interface Found {
  rest: string;
  time: boolean;
}

/**
 * Whether a text is a date or time in one of the many ways in which people write them, as Python's dateutil reads them:
 * numbers and names of months in any order, a time, a zone, and words such as "of" between them.
 */
export function dateParseable(text: string): boolean {
  // Only a time has a zone: without one, -30 is a day.
  const local = text.trim().replace(/(:\d{2}(?:[.,]\d+)?)\s*(?:Z|[+-]\d{2}:?\d{2}|[+-]\d{1,2})$/i, '$1');
  const found = takeTime(local.replace(/^(\d{8})T(\d{4}|\d{6})$/i, '$1$2').replace(words, '$1:$2:$3'));
  if (!found) return false;
  const compact = /^\d{6}$|^\d{8}$|^\d{12}$|^\d{14}$/.exec(found.rest.replace(/[tT\s]+$/, ''));
  if (compact) return readCompact(compact[0]);
  return readParts(found);
}

/** `10:30`, `10:30:00.5 pm`, `10h 30m`, `3 am`. Undefined for a time that there is not. */
function takeTime(text: string): Found | undefined {
  const clock = /(?:^|[\sT,])(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d+)?)?\s*([ap]\.?m\.?)?(?=$|[\sZ,;+-])/i.exec(
    ` ${text}`,
  );
  if (clock) {
    const [whole, hour, minute, second = '0', half] = clock;
    const valid = Number(hour) < (half ? 13 : 24) && Number(minute) < 60 && Number(second) < 60;
    return valid ? { rest: ` ${text}`.replace(whole, ' ').trim(), time: true } : undefined;
  }
  const half = /(?:^|\s)(\d{1,2})\s*([ap])\.?m\.?(?=$|[\s,])/i.exec(text);
  if (half) return Number(half[1]) <= 12 ? { rest: text.replace(half[0], ' ').trim(), time: true } : undefined;
  return { rest: text, time: false };
}

function readCompact(digits: string): boolean {
  // Six digits are a date with a short year, or a time.
  if (digits.length === 6)
    return isDate(Number(digits.slice(0, 2)) + 2000, +digits.slice(2, 4), +digits.slice(4)) || isClock(digits);
  const day = isDate(+digits.slice(0, 4), +digits.slice(4, 6), +digits.slice(6, 8));
  return day && isClock(digits.slice(8).padEnd(6, '0'));
}

function isClock(digits: string): boolean {
  return +digits.slice(0, 2) < 24 && +digits.slice(2, 4) < 60 && +digits.slice(4, 6) < 60;
}

function readParts({ rest, time }: Found): boolean {
  const tokens = rest.toLowerCase().match(/\d+|[a-z]+|[^\sa-z\d]/gi) ?? [];
  const numbers: string[] = [];
  let month = 0;
  let named = false;
  for (const token of tokens) {
    if (/^\d/.test(token)) numbers.push(token);
    else if (/^[a-z]/i.test(token)) {
      const word = token.toLowerCase();
      const at = indexOf(months, word) + 1;
      if (at > 0 && month > 0) return false;
      if (at > 0) month = at;
      else if (indexOf(days, word) >= 0) named = true;
      else if (!jump.includes(word) && !(zones.includes(word) && time) && !units.includes(word)) return false;
    } else if (!".,;-/'".includes(token)) return false;
  }
  if (numbers.length > 3 - (month > 0 ? 1 : 0)) return false;
  if (numbers.length === 0) return time || named || month > 0;
  return month > 0 ? withMonth(month, numbers) : withoutMonth(numbers);
}

/** Names may be cut to three letters, September to four too. */
function indexOf(names: string[], word: string): number {
  return names.findIndex(
    (name) => word === name || word === name.slice(0, 3) || (word === 'sept' && name === 'september'),
  );
}

function withMonth(month: number, numbers: string[]): boolean {
  const [a = '1', b] = numbers;
  if (b === undefined) return isYear(a) || isDate(2000, month, +a);
  return (isYear(b) && isDate(yearOf(b), month, +a)) || (isYear(a) && isDate(yearOf(a), month, +b));
}

function withoutMonth([a = '', b, c]: string[]): boolean {
  if (b === undefined) return +a <= 9999 && +a > 0 && a.length <= 4;
  if (c === undefined) {
    // Two numbers are a month and a day, or a month and a year.
    return isDate(2000, +a, +b) || isDate(2000, +b, +a) || (isYear(b) && isMonth(a)) || (isYear(a) && isMonth(b));
  }
  const orders = [
    [c, a, b],
    [c, b, a],
    [a, b, c],
  ];
  return orders.some(([year = '', month = '', day = '']) => isYear(year) && isDate(yearOf(year), +month, +day));
}

function isMonth(text: string): boolean {
  return +text >= 1 && +text <= 12;
}

function isYear(text: string): boolean {
  return text.length <= 4 && yearOf(text) >= 1;
}

function yearOf(text: string): number {
  return text.length > 2 ? +text : 2000 + Number(text);
}

function isDate(year: number, month: number, day: number): boolean {
  if (!(month >= 1 && month <= 12 && day >= 1)) return false;
  return day <= new Date(Date.UTC(year === 0 ? 2000 : year, month, 0)).getUTCDate();
}
