import type { Check } from '../../checks/check.ts';

/** The words of Great Expectations for one kind of check; undefined where its arguments have none. */
export type Words = (check: Check, args: Record<string, unknown>) => [type: string, kwargs: object] | undefined;
