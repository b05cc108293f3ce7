import { acceptsEach } from '../../checks/accept.ts';
import { holds } from '../../checks/bound.ts';
import type { Check } from '../../checks/check.ts';
import { bind } from '../../checks/registry.ts';
import type { DataContract } from '../../contract/contract.ts';
import type { CheckResult } from '../../gate.ts';
import type { CheckCounts, Json } from '../../profile/profile.ts';
import { exceptionInfo } from './exception.ts';
import { expectationOf } from './expectation-of.ts';
import { mapResult } from './map-result.ts';
import { type ResultFormat, resultFormatOf } from './result-format.ts';
import { isWhole, wholeResult } from './whole-result.ts';

export interface ValidationOptions {
  /** How much is told where an expectation does not say so itself. @default SUMMARY with 20 values */
  resultFormat?: Partial<ResultFormat>;
  /** What the gate said of each check, which settles those that are alternatives. @default each stands by itself */
  settled?: CheckResult[];
  /** What is known of the run. @default nothing */
  meta?: { [key: string]: Json };
}

/** The answer of Great Expectations 1.x to a suite: one result for each check, in their order. */
export function validationOf(contract: DataContract, counts: CheckCounts[], options: ValidationOptions = {}): object {
  const results = contract.checks.map((check, index) =>
    settledBy(check, options.settled?.[index], resultOf(check, counts[index], options.resultFormat)),
  );
  const successful = results.filter(({ success }) => success).length;
  return {
    success: successful === results.length,
    results,
    suite_name: contract.name,
    suite_parameters: {},
    statistics: {
      evaluated_expectations: results.length,
      successful_expectations: successful,
      unsuccessful_expectations: results.length - successful,
      success_percent: results.length === 0 ? null : (successful / results.length) * 100,
    },
    meta: options.meta ?? {},
  };
}

function resultOf(check: Check, counts: CheckCounts | undefined, asked: Partial<ResultFormat> | undefined) {
  const format = resultFormatOf(check, asked);
  const error = counts ? (counts.error ?? untold(check, counts)) : { message: 'it was not measured' };
  return {
    success: counts !== undefined && error === undefined && succeeds(check, counts),
    expectation_config: configurationOf(check),
    result:
      counts === undefined || error || counts.absent || format.result_format === 'BOOLEAN_ONLY'
        ? {}
        : told(check, counts, format),
    meta: {},
    exception_info: exceptionInfo(check, error),
  };
}

/** An alternative that is not needed is no failure; a suite has no word for alternatives, so why stands in `meta`. */
function settledBy<Result extends { success: boolean; meta: object }>(
  { anyOf }: Check,
  settled: CheckResult | undefined,
  result: Result,
): Result {
  if (anyOf === undefined || result.success || !settled || settled.warned || settled.verdict !== 'pass') return result;
  return { ...result, success: true, meta: { ...result.meta, note: settled.sentence } };
}

/** Of sensitive columns a profile does not keep what was observed, so that nothing can be said of it here. */
function untold(check: Check, { observed, absent }: CheckCounts): { message: string } | undefined {
  const judged = bind(check).judge !== undefined && observesValues.has(check.kind);
  return judged && observed === undefined && !absent
    ? { message: 'what was observed is of a sensitive column and masked, or not known of several files together' }
    : undefined;
}

const observesValues = new Set([
  'statistic',
  'quantiles',
  'distinct-values',
  'most-common',
  'partition-distance',
  'association',
]);

/** Without a row that it could be about, an expectation about rows is met. */
function succeeds(check: Check, counts: CheckCounts): boolean {
  const { failing, total, considered = total, absent } = counts;
  if (absent) return true;
  if (failing === null)
    return counts.between !== undefined && acceptsEach(check.accept, counts.between, { considered, total }) === true;
  const judged = bind(check).judge?.(counts);
  if (judged) return judged.verdict === 'pass';
  if (!('mostly' in check.accept)) return holds(check.accept, failing, total);
  return considered === 0 || (considered - failing) / considered >= check.accept.mostly;
}

/** A check that no expectation says is told under a name that nobody takes for one of theirs. */
function configurationOf(check: Check): object {
  const { kind, columns, args, severity } = check;
  const foreign = { type: `signalbox:${kind}`, kwargs: { column_list: columns, ...(args as object) } };
  return { meta: {}, ...(expectationOf(check) ?? foreign), severity: severity === 'error' ? 'critical' : severity };
}

function told(check: Check, counts: CheckCounts, format: ResultFormat) {
  const whole = isWhole(check) || bind(check).judge?.(counts) !== undefined;
  return whole ? wholeResult(check, counts) : mapResult(check, counts, format);
}
