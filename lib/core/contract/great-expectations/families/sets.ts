import { acceptOf, column, mostly, optional, scalars, text, texts } from '../arguments.ts';
import { defineExpectation, type Meaning } from '../expectation.ts';

interface Given {
  column: string;
  mostly?: number | undefined;
}

/** An expectation that every row meets: no value is forbidden. */
function vacuous(given: Given): Meaning {
  return { kind: 'forbidden-values', columns: [given.column], args: { values: [] }, ...acceptOf(given) };
}

export const inSet = defineExpectation({
  name: 'expect_column_values_to_be_in_set',
  args: { ...column, ...mostly, value_set: optional(scalars) },
  meaning: (given) =>
    given.value_set === undefined
      ? vacuous(given)
      : { kind: 'allowed-values', columns: [given.column], args: { values: given.value_set }, ...acceptOf(given) },
});

export const notInSet = defineExpectation({
  name: 'expect_column_values_to_not_be_in_set',
  args: { ...column, ...mostly, value_set: optional(scalars) },
  faults: ({ value_set }) => [(value_set ?? null) === null && "TypeError: argument of type 'NoneType' is not iterable"],
  meaning: (given) => ({
    kind: 'forbidden-values',
    columns: [given.column],
    args: { values: given.value_set ?? [] },
    ...acceptOf(given),
  }),
});

export const ofType = defineExpectation({
  name: 'expect_column_values_to_be_of_type',
  args: { ...column, ...mostly, type_: text },
  meaning: (given) => storage(given, [given.type_]),
});

/** The type of the column as it is stored, whatever its values; newer releases have it apart. */
export const columnType = defineExpectation({
  name: 'expect_column_type_to_be',
  args: { ...column, type_: text },
  meaning: (given) => storage(given, [given.type_]),
});

export const inTypeList = defineExpectation({
  name: 'expect_column_values_to_be_in_type_list',
  args: { ...column, ...mostly, type_list: optional(texts) },
  meaning: (given) => (given.type_list === undefined ? vacuous(given) : storage(given, given.type_list)),
});

function storage(given: Given, types: string[]): Meaning {
  return { kind: 'storage-type', columns: [given.column], args: { types }, ...acceptOf(given) };
}
