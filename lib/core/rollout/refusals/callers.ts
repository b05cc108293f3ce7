import { isMirrored, kindOf, type Refusal, type RolloutFacts, when } from './refusal.ts';

/** Headers that say nothing of the user, or that a signed request to the front door uses up. */
const noUsers = [
  'accept',
  'authorization',
  'connection',
  'content-length',
  'content-type',
  'date',
  'forwarded',
  'host',
  'user-agent',
  'via',
];
const namesNoUser = (header: string) => noUsers.includes(header) || /^x-(amz|amzn|forwarded)(-|$)/.test(header);

/** Nobody but these writes requests down: the front door, and an endpoint that captures. */
function unseen({ rollout, served }: RolloutFacts): boolean {
  if (served.door !== false) return false;
  return rollout.target === 'lambda-alias' || served.capturePercent === 0;
}

/** What must stand between callers and the model. */
export const callerRefusals: Refusal[] = [
  {
    id: 'ab-without-door',
    sentence:
      'Lambda and SageMaker draw a version for each request anew, so that users do not stay with one: give ModelDelivery a frontDoor',
    got: (facts) => when(facts.rollout.strategy.kind === 'ab' && facts.served.door === false, kindOf(facts)),
  },
  {
    id: 'ab-header',
    sentence:
      'this header is the same for many users, or belongs to the request: name one that your callers set for each user',
    got: ({ rollout: { strategy } }) =>
      strategy.kind === 'ab' ? when(namesNoUser(strategy.userHeader), `userHeader ${strategy.userHeader}`) : undefined,
  },
  {
    id: 'replay-without-capture',
    sentence:
      'no request was captured that could be sent again: give ModelDelivery a frontDoor, or the endpoint a capturePercent',
    got: (facts) => {
      const { strategy } = facts.rollout;
      return when(strategy.kind === 'shadow' && strategy.source === 'replay' && unseen(facts), 'source replay');
    },
  },
  {
    id: 'endpoint-mirror-without-door',
    sentence:
      'SageMaker throws the answers of a shadow variant away, so that nothing can be compared: give ModelDelivery a frontDoor',
    got: (facts) =>
      when(
        facts.rollout.target === 'sagemaker-endpoint' && isMirrored(facts) && facts.served.door === false,
        'source mirror',
      ),
  },
  {
    id: 'predictions-untold',
    sentence:
      'SageMaker tells no predictions, and a front door only those of a mirror or of a test by user: leave the rule out, or serve on lambda-alias',
    got: (facts) => {
      const { door } = facts.served;
      const { target, judge, strategy } = facts.rollout;
      const told = target === 'lambda-alias' || (door && (isMirrored(facts) || strategy.kind === 'ab'));
      return when(judge.predictions !== undefined && door !== undefined && !told, 'judge.predictions');
    },
  },
  {
    id: 'latency-untold',
    sentence:
      'CloudWatch tells quantiles by version and no latencies to compare them by: compare with a fresh baseline, or rely on maxLatencyP99Ms',
    got: ({ rollout: { judge, baseline }, served }) =>
      when(judge.latency !== undefined && baseline === 'champion' && served.timesEach === false, 'judge.latency'),
  },
];
