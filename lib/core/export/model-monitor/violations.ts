import type { Check } from '../../checks/check.ts';
import type { DataContract } from '../../contract/contract.ts';
import type { CheckResult, GateRecord } from '../../gate.ts';

interface Violation {
  feature_name: string;
  constraint_check_type: string;
  description: string;
}

/** What the service calls a check of a kind. Those that it does not have go by our names. */
const words: Record<string, string> = {
  'allowed-values': 'categorical_values_check',
  'column-count': 'extra_column_check',
  'column-exists': 'missing_column_check',
  'columns-set': 'missing_column_check',
  'missing-values': 'completeness_check',
  required: 'completeness_check',
  'storage-type': 'data_type_check',
  type: 'data_type_check',
};

const columnsWords: Record<string, string> = {
  missing_column_check: 'Missing columns',
  extra_column_check: 'Extra columns',
};

/** `constraint_violations.json` of SageMaker Model Monitor: every check that did not pass, those that could not be judged too. */
export function violationsOf(contract: DataContract, gate: GateRecord): { violations: Violation[] } {
  if (gate.unreadable) {
    const violation = {
      feature_name: 'dataset',
      constraint_check_type: gate.unreadable.code,
      description: gate.sentence,
    };
    return { violations: [violation] };
  }
  // The contract's checks come first, in its order; what follows compares with the baseline.
  return {
    violations: gate.checks.flatMap((result, index) =>
      result.verdict === 'pass' ? [] : [violationOf(result, contract.checks[index])],
    ),
  };
}

function violationOf({ check: kind, subject, sentence }: CheckResult, check: Check | undefined): Violation {
  const type = check ? wordOf(check) : 'baseline_drift_check';
  const isOfColumns = check?.columns.length === 0;
  return {
    feature_name: (isOfColumns ? columnsWords[type] : undefined) ?? subject,
    constraint_check_type: type,
    description: sentence.startsWith(`${subject} ${kind}: `) ? sentence.slice(`${subject} ${kind}: `.length) : sentence,
  };
}

function wordOf({ kind, args, origin }: Check): string {
  if (origin?.format === 'model-monitor') return origin.name;
  if (kind === 'statistic' && (args as { of?: unknown }).of === 'present-share') return 'completeness_check';
  return words[kind] ?? `${kind.replaceAll('-', '_')}_check`;
}
