import { isMirrored, kindOf, type Refusal, type RolloutFacts, when } from './refusal.ts';

const onEndpoint = ({ rollout }: RolloutFacts) => rollout.target === 'sagemaker-endpoint';

/** SageMaker, "Serverless Inference" and "Shadow variants". */
export const sagemakerEndpointRefusals: Refusal[] = [
  {
    id: 'serverless-all-at-once-only',
    sentence: 'a serverless endpoint is replaced as a whole: only all-at-once does there what it says',
    got: (facts) =>
      when(
        onEndpoint(facts) && facts.served.serverless && facts.rollout.strategy.kind !== 'all-at-once',
        `${kindOf(facts)} on a serverless endpoint`,
      ),
  },
  {
    id: 'shadow-beside-other-variants',
    sentence: 'an endpoint with a shadow variant has exactly one production variant: take the others away, or replay',
    got: (facts) =>
      when(
        onEndpoint(facts) && isMirrored(facts) && (facts.served.otherVariants ?? 0) > 0,
        `source mirror with ${facts.served.otherVariants} more production variants`,
      ),
  },
];
