import type { Check, Severity } from '../../checks/check.ts';

const severities: Record<Severity, string> = { error: 'critical', warning: 'warning', info: 'info' };

/** The expectation that a check is, as a suite of 1.x has it. */
export function configurationOf(check: Check): object {
  const { origin, severity } = check;
  if (origin?.format !== 'great-expectations') throw new RangeError(`${check.kind} is of no suite`);
  const { meta = {}, ...told } = (origin.meta ?? {}) as { meta?: unknown };
  return { type: origin.name, kwargs: origin.args, severity: severities[severity], meta, ...told };
}
