import { isMirrored, kindOf, type Refusal, type RolloutFacts, stepsAmong, when } from './refusal.ts';

const onAlias = ({ rollout }: RolloutFacts) => rollout.target === 'lambda-alias';

/** Lambda, "Implement Lambda function canary deployments using a weighted alias", and "Configuring provisioned concurrency". */
export const lambdaAliasRefusals: Refusal[] = [
  {
    id: 'alias-fresh-baseline',
    sentence:
      'an alias splits its traffic between two versions, so that none is left for a fresh baseline: compare with the champion, or serve on sagemaker-endpoint',
    got: (facts) => when(onAlias(facts) && facts.rollout.baseline === 'fresh', 'baseline fresh on lambda-alias'),
  },
  {
    id: 'alias-mirror-without-door',
    sentence: 'an alias sends each request to one version and copies none: give ModelDelivery a frontDoor',
    got: (facts) => when(onAlias(facts) && isMirrored(facts) && facts.served.door === false, 'source mirror'),
  },
  {
    id: 'alias-weights-with-provisioned-alias',
    sentence:
      'Lambda refuses weights on an alias that has provisioned concurrency: let the target provision its versions',
    got: (facts) =>
      when(
        onAlias(facts) && facts.served.provisionedOn === 'alias' && stepsAmong(facts).some(divides),
        `${kindOf(facts)} on an alias with provisioned concurrency`,
      ),
  },
];

function divides({ manner, percent }: { manner: string; percent: number }): boolean {
  return manner === 'split' && percent < 100;
}
