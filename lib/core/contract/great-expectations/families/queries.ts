import { mostly, text } from '../arguments.ts';
import { defineExpectation } from '../expectation.ts';

export const unexpectedRows = defineExpectation({
  name: 'unexpected_rows_expectation',
  args: { unexpected_rows_query: text },
  faults: ({ unexpected_rows_query: query }) => [
    typeof query === 'string' && !query.includes('{batch}') && "unexpected_rows_query: must name the data as '{batch}'",
  ],
  meaning: ({ unexpected_rows_query: query }) => ({ kind: 'sql-rows', args: { query } }),
});

/** Compares with a query of another data source, whose tables somebody may give. */
export const queryMatches = defineExpectation({
  name: 'expect_query_results_to_match_comparison',
  args: {
    base_query: text,
    comparison_data_source_name: text,
    comparison_query: text,
    ...mostly,
  },
  meaning: (
    { base_query: query, comparison_query: comparison, comparison_data_source_name: other, mostly: share },
    { references },
  ) =>
    references?.length === 0
      ? {
          unsupported: `its comparison is a query of another data source, ${JSON.stringify(other)}, and none of the tables there is given`,
        }
      : { kind: 'sql-match', args: { query, comparison, mostly: share ?? 1 } },
});
