import { kindOf, type Refusal, type RolloutFacts, splitting, stepsAmong, when } from './refusal.ts';

/** Grain of metrics by version, at best: what a workload or a front door prints, and an endpoint's enhanced metrics. */
const finestSeconds = 10;

const isFresh = ({ rollout }: RolloutFacts) => rollout.baseline === 'fresh';

/** Settings that another makes idle, on any target. */
export const idleRefusals: Refusal[] = [
  {
    id: 'target-differs',
    sentence: 'the app deploys another target, and traffic moves where it says: name one target in both',
    got: ({ rollout, served: { target = rollout.target } }) =>
      when(target !== rollout.target, `target ${rollout.target} in an app that deploys ${target}`),
  },
  {
    id: 'fresh-baseline-idle',
    sentence:
      'with this strategy no part of the traffic is split between a candidate and a baseline: leave baseline out',
    got: (facts) => {
      const kind = splitting(facts)?.kind;
      return when(isFresh(facts) && kind !== 'canary' && kind !== 'linear', `baseline fresh with ${kindOf(facts)}`);
    },
  },
  {
    id: 'fresh-baseline-over-half',
    sentence: 'above 50 % no equal share is left for the baseline: end the steps at 50, promotion follows the last',
    got: (facts) => {
      const kind = splitting(facts)?.kind;
      const over = stepsAmong(facts).find(({ manner, percent }) => manner === 'split' && percent > 50);
      const split = kind === 'canary' || kind === 'linear';
      return when(isFresh(facts) && split && over !== undefined, `baseline fresh with a step of ${over?.percent} %`);
    },
  },
  {
    id: 'window-below-grain',
    sentence:
      'metrics by version do not come more often than that: take longer windows, or a target with finer metrics',
    got: ({ rollout: { windowSeconds }, served }) => {
      const grain = served.metricSeconds ?? finestSeconds;
      return when(windowSeconds < grain, `windowSeconds ${windowSeconds} with metrics of ${grain} seconds`);
    },
  },
  {
    id: 'underpowered-idle',
    sentence: 'without expectedRequestsPerSecond no plan is called underpowered: say how many requests you expect',
    got: ({ rollout: { judge, expectedRequestsPerSecond } }) =>
      when(judge.underpowered === 'allow' && expectedRequestsPerSecond === undefined, 'judge.underpowered allow'),
  },
  {
    id: 'tolerance-idle',
    sentence: 'two labels agree or they do not: only a regression task has a tolerance',
    got: ({ rollout: { strategy }, task }) =>
      when(
        strategy.kind === 'shadow' && strategy.tolerance > 0 && task === 'classification',
        'strategy.tolerance with a classification',
      ),
  },
];
