import {
  absent,
  isBusy,
  isCurrent,
  isMissing,
  isOverQuota,
  isTaken,
  isThrottle,
  taken,
} from '../../lib/aws/sagemaker-errors.ts';
import { alreadyExists, inProgress, notFound, overQuota, sameConfig } from '../fakes/aws/sagemaker/refusals.ts';
import { ServiceError, throttled } from '../fakes/aws/service-error.ts';

const kinds = { isBusy, isCurrent, isMissing, isOverQuota, isTaken, isThrottle };

test.each([
  [inProgress('e'), ['isBusy']],
  [notFound('endpoint', 'e'), ['isMissing']],
  [notFound('endpoint-config', 'c'), ['isMissing']],
  [alreadyExists('model', 'm'), ['isTaken']],
  [sameConfig('c'), ['isCurrent']],
  [overQuota(2, 2, 1), ['isOverQuota']],
  [throttled('sagemaker'), ['isThrottle']],
  [throttled('application-autoscaling'), ['isThrottle']],
  [new ServiceError('AccessDeniedException', 'User is not authorized'), []],
  [new Error('Could not find the module'), []],
])('%s is told from the others', (error, expected) => {
  const found = Object.entries(kinds).flatMap(([name, is]) => (is(error) ? [name] : []));
  expect(found).toEqual(expected);
});

test('only what does not exist, or exists already, is swallowed', () => {
  expect(absent(notFound('model', 'm'))).toBeUndefined();
  expect(() => absent(alreadyExists('model', 'm'))).toThrow('already existing');
  expect(taken(alreadyExists('model', 'm'))).toBeUndefined();
  expect(() => taken(inProgress('e'))).toThrow('in-progress');
});
