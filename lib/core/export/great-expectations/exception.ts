import type { Check } from '../../checks/check.ts';

/** In which words Great Expectations answers values that an expectation cannot compare or measure. */
const ofOtherType: Record<string, (check: Check) => string> = {
  range: () => 'TypeError: Column values, min_value, and max_value must either be None or of the same type.',
  length: () => "TypeError: object of type 'int' has no len()",
  'date-format': mustBeText,
  'date-parseable': mustBeText,
};

function mustBeText({ origin }: Check): string {
  return `TypeError: Values passed to ${origin?.name} must be of type string.`;
}

/** What was raised instead of a result: their words where others look for them, and ours. */
export function exceptionInfo(check: Check, error: { message: string; code?: string | undefined } | undefined): object {
  if (error === undefined) return { raised_exception: false, exception_message: null, exception_traceback: null };
  const message = [wordsFor(check, error.code, error.message), error.message]
    .filter((part) => part !== undefined)
    .join(' ');
  // There is no call stack of Python to show, and readers look for the message in either.
  return { raised_exception: true, exception_message: message, exception_traceback: message };
}

function wordsFor(check: Check, code: string | undefined, message: string): string | undefined {
  if (code === 'column-type' || code === 'other-type') return ofOtherType[check.kind]?.(check);
  const gone = code === 'column-unknown' ? /"(?:[^"\\]|\\.)*"/.exec(message)?.[0] : undefined;
  return gone && `Error: The column ${gone} in BatchData does not exist.`;
}
