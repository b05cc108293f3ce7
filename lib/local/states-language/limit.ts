import { ERROR, StateFailure } from './errors.ts';

/** Bytes of UTF-8 that a state's input or output may have: 256 KiB. */
export const PAYLOAD_LIMIT = 256 * 1024;

export function tooLarge(text: string): boolean {
  // No UTF-16 code unit takes more than three bytes of UTF-8: short texts need no counting.
  return text.length * 3 > PAYLOAD_LIMIT && Buffer.byteLength(text, 'utf8') > PAYLOAD_LIMIT;
}

/** The failure that Step Functions reports; `who` is the state's name or the task's resource. */
export function limitExceeded(who: string): StateFailure {
  return new StateFailure(
    ERROR.dataLimit,
    `The state/task '${who}' returned a result with a size exceeding the maximum number of bytes service limit.`,
  );
}
