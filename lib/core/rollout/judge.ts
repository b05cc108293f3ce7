import type { Verdict } from '../gate.ts';
import type { Policy } from '../policy/schema.ts';
import type { Decision, JudgedWindow } from '../run.ts';
import type { RolloutPlan } from '../step-io.ts';
import { binomialTail } from './binomial.ts';
import type { ArmWindow } from './traffic.ts';

type Rules = Policy['rollout']['judge'];

export interface Look {
  rules: Rules;
  plan: RolloutPlan;
  /** 0-based step, and the seconds since traffic was shifted to it. */
  step: number;
  secondsInStep: number;
  /** Windows judged before this one, over the whole rollout. */
  earlier: Array<Pick<JudgedWindow, 'step' | 'candidate'>>;
  /** This window's candidate; null when it got no request. */
  candidate: ArmWindow | null;
  /** Whether anything served before: where nothing did, nobody can be calling yet. */
  hasChampion: boolean;
}

export interface Ruling {
  decision: Decision;
  verdict: Verdict | null;
  sentence: string;
}

interface Tally {
  requests: number;
  errors: number;
}

/**
 * Judges the error rate by an exact one-sided binomial test of H0 "rate ≤ maxErrorRate", and the latency by its bound.
 * It looks after every window, so α is divided by the number of looks that the plan allows (Bonferroni): the chance that
 * this test calls an allowed rate too high, over the whole rollout, stays ≤ α, however often it looks. Requests are taken as
 * independent. Only a step with enough requests, an allowed observed rate and allowed latency passes. When time runs out
 * above the allowed rate without proof, it goes back too: that end is cautious, and outside of α.
 */
export function judge(look: Look): Ruling {
  const { rules, plan } = look;
  const all = tally([...look.earlier.map((w) => w.candidate), look.candidate]);
  const looks = plan.stepPercents.length * Math.ceil((plan.bakeSeconds * rules.patience) / plan.windowSeconds);
  const p = binomialTail(all.errors, all.requests, rules.maxErrorRate);
  if (all.requests > 0 && p <= rules.alpha / looks) {
    return end(
      'fail',
      `${rate(all)} of the candidate's requests failed (${all.errors} of ${all.requests}); ${percent(rules.maxErrorRate)} are allowed, and at that rate so many would come with probability ${p.toExponential(1)}`,
    );
  }
  const slow = slowWindows(look);
  if (slow >= 2) {
    return end(
      'fail',
      `the candidate's 99th percentile was above ${rules.maxLatencyP99Ms} ms in ${slow} windows in a row (last ${look.candidate?.p99Ms} ms)`,
    );
  }
  return judgeStep(look, slow);
}

function judgeStep(look: Look, slow: number): Ruling {
  const { rules, plan, step } = look;
  const here = tally([...look.earlier.filter((w) => w.step === step).map((w) => w.candidate), look.candidate]);
  const seen = `${here.requests} requests, ${here.errors} errors`;
  const enough = here.requests >= rules.minRequests || !look.hasChampion;
  const proven = enough && here.errors <= rules.maxErrorRate * here.requests && slow === 0;
  if (look.secondsInStep >= plan.bakeSeconds && proven) {
    const last = step === plan.stepPercents.length - 1;
    const sentence = `${seen} at ${plan.stepPercents[step]} %: ${rate(here)} failed, ${percent(rules.maxErrorRate)} are allowed`;
    return { decision: last ? 'promote' : 'advance', verdict: last ? 'pass' : null, sentence };
  }
  if (look.secondsInStep < plan.bakeSeconds * rules.patience) {
    return {
      decision: 'continue',
      verdict: null,
      sentence: `${seen} so far at ${plan.stepPercents[step]} %`,
    };
  }
  if (here.requests < rules.minRequests) {
    return end(
      'inconclusive',
      `only ${here.requests} requests in ${Math.round(look.secondsInStep)} s; ${rules.minRequests} are needed to judge`,
    );
  }
  return end(
    'fail',
    `${rate(here)} of the candidate's requests failed (${seen}) when time ran out; ${percent(rules.maxErrorRate)} are allowed`,
  );
}

function end(verdict: 'fail' | 'inconclusive', sentence: string): Ruling {
  return { decision: 'roll_back', verdict, sentence };
}

/** How many windows in a row, up to this one, were too slow; windows without requests neither count nor break the row. */
function slowWindows({ rules, earlier, candidate }: Look): number {
  const answered = [...earlier.map((w) => w.candidate), candidate].filter((w) => w !== null && w.p99Ms !== null);
  let row = 0;
  for (const w of answered) row = (w?.p99Ms ?? 0) > rules.maxLatencyP99Ms ? row + 1 : 0;
  return row;
}

function tally(windows: Array<ArmWindow | null>): Tally {
  return windows.reduce<Tally>(
    (sum, w) => ({ requests: sum.requests + (w?.requests ?? 0), errors: sum.errors + (w?.errors ?? 0) }),
    { requests: 0, errors: 0 },
  );
}

function rate({ requests, errors }: Tally): string {
  return percent(requests === 0 ? 0 : errors / requests);
}

function percent(share: number): string {
  return `${Number((share * 100).toFixed(2))} %`;
}
