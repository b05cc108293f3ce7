import type { Clauses, RuleContext } from './rule-context.ts';
import type { Parameter } from './syntax.ts';
import { withShare } from './threshold.ts';

/** The share of rows that another data set has too, found by a key; neither may have a key twice. */
export function datasetMatch(context: RuleContext): Clauses {
  const [name, key, compared] = context.rule.parameters;
  if (!name || !key) return [];
  const keys = mapping(key, context);
  const columns = compared && mapping(compared, context);
  const own = [...keys, ...(columns ?? [])].map(([ours]) => ours);
  const args = {
    reference: name.value,
    keys: keys.map(([, theirs]) => theirs),
    ...(columns ? { columns: columns.map(([, theirs]) => theirs) } : {}),
  };
  const check = context.check('dataset-match', own, args, { missing: 'fail' });
  const unique = context.check(
    'unique',
    keys.map(([ours]) => ours),
    {},
  );
  return [...withShare(check, context.rule.condition, context).map((one) => [one]), [unique]];
}

/** `a,b->c`: columns of the data, and what they are called in the other, where that is not the same. */
function mapping({ value, at }: Parameter, context: RuleContext): Array<[string, string]> {
  return value.split(',').map((part) => {
    const [ours = '', theirs = ours, ...more] = part.split('->').map((side) => side.trim().replace(/^`(.*)`$/, '$1'));
    if (ours === '' || theirs === '' || more.length > 0)
      throw context.fault(at, `got ${JSON.stringify(part)}; a column expected, or own->other`);
    return [ours, theirs];
  });
}
