import type { CloudWatchSend, Sleep } from './clients.ts';
import { type AliasArm, originQuestions } from './metric-origins.ts';
import { type Periods, type Series, sumOf } from './metric-periods.ts';
import { ask } from './metric-series.ts';

/**
 * Lambda's count of a minute is whole two minutes after its end. A window of the serving metrics is read one minute after its
 * own, so the minute that began this long before a window is known by then: 60 s + 120 s − 60 s.
 */
const lateMs = 120_000;
const minuteMs = 60_000;
/** Requests at a minute's edge are in one of the two counts and not in the other: so few, or this share, prove nothing. */
const slack = { requests: 5, share: 0.05 };

interface Counted {
  requests: Series | undefined;
  errors: Series | undefined;
}

/**
 * Failed requests of which the workload printed nothing, because its process died or ran out of time: what Lambda counted as
 * errors beyond what was printed. They are told by the minute, so a window gets those of the minutes that began two minutes
 * before it: each is counted once, and late.
 */
export async function crashes(
  client: CloudWatchSend,
  arms: AliasArm[],
  served: { functionName: string; alias: string },
  { start, end }: Periods,
  sleep: Sleep,
): Promise<number[]> {
  const [from, to] = [start, end].map((at) => Math.ceil((at.getTime() - lateMs) / minuteMs) * minuteMs);
  if (from === undefined || to === undefined || from >= to) return arms.map(() => 0);
  const minutes: Periods = { start: new Date(from), end: new Date(to), periodSeconds: 60 };
  const counted = await counts('lambda');
  const printed = await counts('serving');
  return arms.map((_, i) => {
    const [all, said] = [counted[i], printed[i]];
    if (!all?.errors || !said) return 0;
    return sumOf([...all.errors.keys()].map((minute) => diedIn(minute, all, said)));
  });

  async function counts(name: 'lambda' | 'serving'): Promise<Counted[]> {
    const questions = arms
      .flatMap((arm, i) => originQuestions(name, arm, i, served))
      .filter(({ id }) => /^(requests|errors)_/.test(id));
    const answers = await ask(client, questions, minutes, sleep);
    return arms.map((_, i) => ({ requests: answers.get(`requests_${i}`), errors: answers.get(`errors_${i}`) }));
  }
}

/**
 * Only where nothing else went unprinted: Lambda's count of an alias without a split may hold requests of the version that was
 * there before.
 */
function diedIn(minute: number, all: Counted, said: Counted): number {
  const requests = all.requests?.get(minute) ?? 0;
  const unprinted = requests - (said.requests?.get(minute) ?? 0);
  const died = Math.max(0, (all.errors?.get(minute) ?? 0) - (said.errors?.get(minute) ?? 0));
  return unprinted - died <= slack.requests + slack.share * requests ? died : 0;
}
