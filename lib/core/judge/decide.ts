import type { RolloutStep } from '../rollout/step.ts';
import { isCompared } from './course.ts';
import type { Look, Ruling } from './look.ts';
import type { Tally } from './state.ts';
import type { Evidence } from './weigh.ts';
import { count, percent, share } from './words.ts';

export type Decided = Pick<Ruling, 'decision' | 'verdict' | 'sentence'>;

/** Why a step does not pass, and what that is worth when time is up. */
export interface Obstacle {
  sentence: string;
  verdict: 'fail' | 'inconclusive';
  /** Nothing but proof is missing: everything else was seen, and is allowed. */
  onlyProof?: boolean;
}

/** What is proven bad goes back at any moment; what passes has to have nothing against it; the clock ends the rest. */
export function decide(look: Look, at: RolloutStep, tally: Tally, evidence: Evidence): Decided {
  if (look.rules.kayenta && isCompared(look, at)) return decideByKayenta(look, at, tally, evidence);
  const bad = evidence.regression?.() ?? evidence.broken;
  if (bad) return rolledBack('fail', bad);
  if (look.paused) return goesOn(`held by an operator; ${soFar(tally, at)}`);
  const obstacle = obstacleOf(look, at, tally, evidence);
  if (obstacle === null) return passed(look, passSentence(look, at, tally, evidence));
  if (look.secondsInStep < at.deadlineSeconds) return goesOn(`${soFar(tally, at)}: ${obstacle.sentence}`);
  return atDeadline(look, at, obstacle);
}

/** Its runs are the ends of bakes, and its verdicts the only ones; what it leaves open ends with the step's time. */
function decideByKayenta(look: Look, at: RolloutStep, tally: Tally, { ruling, distrust }: Evidence): Decided {
  if (ruling?.verdict === 'fail') return rolledBack('fail', `Kayenta's judge: ${ruling.sentence}`);
  if (look.paused) return goesOn(`held by an operator; ${soFar(tally, at)}`);
  if (ruling?.verdict === 'pass' && !distrust) return passed(look, `Kayenta's judge: ${ruling.sentence}`);
  const open =
    distrust?.() ?? (ruling ? `Kayenta's judge: ${ruling.verdict}, ${ruling.sentence}` : 'no bake has ended');
  if (look.secondsInStep < at.deadlineSeconds) return goesOn(`${soFar(tally, at)}: ${open}`);
  return atDeadline(look, at, { sentence: open, verdict: 'inconclusive' });
}

/** The first thing that stands against the step; null: it passes. */
function obstacleOf(look: Look, at: RolloutStep, tally: Tally, evidence: Evidence): Obstacle | null {
  const { rules, hasChampion } = look;
  const { requests, errors } = tally.candidate;
  const open = (sentence: string): Obstacle => ({ sentence, verdict: 'inconclusive' });
  // Where nothing served before, nobody can be calling yet.
  if (requests < rules.minRequests && hasChampion)
    return open(
      `only ${count(requests)} requests in ${Math.round(look.secondsInStep)} s; ${count(rules.minRequests)} are needed to judge`,
    );
  if (isCompared(look, at) && tally.champion.requests === 0)
    return open('the champion answered nothing in this step that the candidate could be compared with');
  if (evidence.distrust) return open(evidence.distrust());
  if (errors > rules.maxErrorRate * requests)
    return {
      verdict: 'fail',
      sentence: `${share(errors, requests)} of the candidate failed; ${percent(rules.maxErrorRate)} are allowed`,
    };
  if (evidence.holds && requests > 0) return open(evidence.holds);
  return unprovenIn(look, at, evidence);
}

/** The last step takes proof, unless the policy says otherwise; the others take a bake or proof, whichever comes first. */
function unprovenIn(look: Look, at: RolloutStep, evidence: Evidence): Obstacle | null {
  const baked = look.secondsInStep >= at.bakeSeconds;
  const proof = needsProof(look);
  if (evidence.proven && look.hasChampion && (baked || !evidence.bakes)) return null;
  if (baked && !proof) return null;
  const sentence =
    proof && !evidence.proven
      ? `not proven yet to be no worse: ${evidence.unproven?.() ?? 'there is nothing to prove it with'}`
      : `baked for ${Math.round(look.secondsInStep)} of ${at.bakeSeconds} s`;
  return { sentence, verdict: 'inconclusive', onlyProof: true };
}

function needsProof({ rules, strategy, hasChampion, step, plan }: Look): boolean {
  if (!hasChampion) return false;
  return strategy.kind === 'ab' || (rules.promoteOn === 'proof' && step === plan.steps.length - 1);
}

function atDeadline(look: Look, at: RolloutStep, { sentence, verdict, onlyProof }: Obstacle): Decided {
  const { strategy, rules } = look;
  const after = `undecided after ${Math.round(look.secondsInStep)} s`;
  if (strategy.kind === 'ab' && onlyProof) {
    return strategy.atHorizon === 'promote'
      ? passed(look, `${after}, and the policy promotes then: ${sentence}`)
      : rolledBack('inconclusive', `${after}, and the policy keeps the champion then: ${sentence}`);
  }
  if (rules.atDeadline === 'hold')
    return goesOn(`${after}, and held at ${at.percent} % until an operator decides: ${sentence}`);
  return rolledBack(verdict, verdict === 'fail' ? `${sentence}, when time ran out` : `${after}: ${sentence}`);
}

function passed({ step, plan }: Look, sentence: string): Decided {
  const last = step === plan.steps.length - 1;
  return { decision: last ? 'promote' : 'advance', verdict: last ? 'pass' : null, sentence };
}

function rolledBack(verdict: 'fail' | 'inconclusive', sentence: string): Decided {
  return { decision: 'roll_back', verdict, sentence };
}

export function goesOn(sentence: string): Decided {
  return { decision: 'continue', verdict: null, sentence };
}

function passSentence({ rules }: Look, at: RolloutStep, tally: Tally, { proven }: Evidence): string {
  const observed = `${soFar(tally, at)}; ${percent(rules.maxErrorRate)} are allowed to fail`;
  return proven ? `${observed}; proven to be no worse: ${proven()}` : observed;
}

function soFar({ candidate: { requests, errors } }: Tally, at: RolloutStep): string {
  return `${count(requests)} requests at ${at.percent} %, ${count(errors)} failed`;
}
