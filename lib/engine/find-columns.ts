import { ecmaPattern } from '../core/checks/matching.ts';
import type { DataContract } from '../core/contract/contract.ts';
import { expandColumns, type FoundColumns, namePatterns } from '../core/contract/expand-columns.ts';
import { InputError } from '../core/errors.ts';
import { within } from './within.ts';

/** Names are few and short: what takes longer takes for ever. */
const budgetMs = 2_000;

/**
 * Columns, in the order of their names, that the contract's patterns find. Every other use of these patterns on these names is
 * as fast as this one.
 * @throws InputError `pattern-too-slow`
 */
export function findColumns(contract: DataContract, columns: ReadonlyArray<{ name: string }>): FoundColumns {
  const patterns = namePatterns(contract);
  if (patterns.length === 0) return {};
  const run = within(budgetMs);
  const names = columns.map(({ name }) => name).sort();
  const found = patterns.map((pattern): [string, string[]] => {
    const expression = ecmaPattern(pattern);
    try {
      const matched = run((name) => expression.test(name), names);
      return [pattern, names.filter((_, at) => matched[at])];
    } catch {
      throw new InputError(
        'pattern-too-slow',
        `${contract.file}: the pattern ${JSON.stringify(pattern)} takes too long to match names of columns; make it simpler`,
      );
    }
  });
  return Object.fromEntries(found);
}

/** The contract with its patterns resolved by the names of some columns. */
export function expandedBy(contract: DataContract, columns: ReadonlyArray<{ name: string }>): DataContract {
  return expandColumns(contract, findColumns(contract, columns));
}
