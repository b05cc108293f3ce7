import { isNamed } from './clients.ts';

/**
 * SageMaker has one ValidationException for nearly everything, so these texts are what tells cases apart (seen in
 * aws-controllers-k8s and boto3 issue 2808). None of them was seen by us on AWS.
 */
const says = (thrown: unknown, words: RegExp) =>
  isNamed(thrown, 'ValidationException') && words.test(messageOf(thrown));

/** The endpoint is changing already: whoever asks again later may be heard. */
export function isBusy(thrown: unknown): boolean {
  return says(thrown, /in-progress/i);
}

/** There is no such thing, or there is none to be seen yet: new configurations are read eventually consistently. */
export function isMissing(thrown: unknown): boolean {
  return says(thrown, /could not find/i);
}

/** The name is taken: by our own lost call, or by something else. */
export function isTaken(thrown: unknown): boolean {
  return says(thrown, /already exist/i);
}

/** It runs on this very configuration. */
export function isCurrent(thrown: unknown): boolean {
  return says(thrown, /currently in use endpoint configuration/i);
}

/** The account's quota of instances is used up. */
export function isOverQuota(thrown: unknown): boolean {
  return isNamed(thrown, 'ResourceLimitExceeded');
}

/** Asked too often; the same call may be made again. */
export function isThrottle(thrown: unknown): boolean {
  if (isNamed(thrown, 'ThrottlingException', 'Throttling', 'TooManyRequestsException')) return true;
  return /rate exceeded/i.test(messageOf(thrown));
}

/** Answers undefined for what does not exist and throws everything else. */
export function absent(thrown: unknown): undefined {
  if (!isMissing(thrown)) throw thrown;
}

/** Answers undefined for a name that is taken and throws everything else. */
export function taken(thrown: unknown): undefined {
  if (!isTaken(thrown)) throw thrown;
}

function messageOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : '';
}
