/** The checks of the benchmark, 24 of them, in the forms of Great Expectations 1.x and of ODCS 3.1. The scripts of the peers say the same in theirs. */
export const suiteSize = 24;

const countries = 'AR AT AU BE BR CA CH DE DK ES FI FR GB IT JP NL NO PL SE US'.split(' ');
const statuses = ['new', 'paid', 'packed', 'shipped', 'returned'];
const orderKey = '^ORD-[0-9]{8}$';
const email = '^[a-z0-9.]+@[a-z0-9.]+\\.[a-z]{2,}$';

/** Names of types in pandas, numpy, DuckDB and CSV readers. */
const types: Record<string, string[]> = {
  id: ['int64', 'BIGINT'],
  order_key: ['str', 'VARCHAR'],
  customer_id: ['int32', 'int64', 'INTEGER', 'BIGINT'],
  country: ['str', 'VARCHAR'],
  status: ['str', 'VARCHAR'],
  email: ['str', 'VARCHAR'],
  age: ['int32', 'int64', 'INTEGER', 'BIGINT'],
  amount: ['float64', 'DOUBLE'],
  discount: ['float64', 'DOUBLE'],
  score: ['float64', 'DOUBLE'],
  created_at: ['datetime64[us]', 'datetime64[ns]', 'datetime64[s]', 'TIMESTAMP'],
  updated_at: ['datetime64[us]', 'datetime64[ns]', 'datetime64[s]', 'TIMESTAMP'],
};

interface Expectation {
  type: string;
  kwargs: Record<string, unknown>;
}

/** `key`: with the exact unique key, which alone needs more memory than all the rest. */
export function gxSuite(key: boolean): { name: string; expectations: Expectation[]; meta: object } {
  const expect = (type: string, kwargs: Record<string, unknown>): Expectation => ({ type: `expect_${type}`, kwargs });
  const between = (column: string, limits: object) => expect('column_values_to_be_between', { column, ...limits });
  const present = (column: string, mostly?: number) =>
    expect('column_values_to_not_be_null', mostly === undefined ? { column } : { column, mostly });
  const pair = (column_A: string, column_B: string) =>
    expect('column_pair_values_a_to_be_greater_than_b', { column_A, column_B, or_equal: true });
  return {
    name: 'orders',
    meta: {},
    expectations: [
      ...Object.entries(types).map(([column, type_list]) =>
        expect('column_values_to_be_in_type_list', { column, type_list }),
      ),
      expect('table_row_count_to_be_between', { min_value: 1 }),
      present('id'),
      ...(key ? [expect('column_values_to_be_unique', { column: 'id' })] : []),
      expect('column_values_to_match_regex', { column: 'order_key', regex: orderKey }),
      expect('column_values_to_match_regex', { column: 'email', regex: email }),
      between('customer_id', { min_value: 1, max_value: 100_000 }),
      between('age', { min_value: 18, max_value: 99 }),
      between('score', { min_value: 0, max_value: 1 }),
      between('amount', { min_value: 0 }),
      expect('column_values_to_be_in_set', { column: 'country', value_set: countries }),
      expect('column_values_to_be_in_set', { column: 'status', value_set: statuses }),
      present('email', 0.95),
      present('score', 0.98),
      present('age'),
      pair('amount', 'discount'),
      pair('updated_at', 'created_at'),
      between('created_at', { min_value: '2024-01-01T00:00:00' }),
      expect('column_mean_to_be_between', { column: 'score', min_value: 0.4, max_value: 0.6 }),
      expect('column_stdev_to_be_between', { column: 'amount', min_value: 50, max_value: 100 }),
      expect('column_median_to_be_between', { column: 'amount', min_value: 15, max_value: 25 }),
      expect('column_quantile_values_to_be_between', {
        column: 'amount',
        quantile_ranges: { quantiles: [0.99], value_ranges: [[200, 500]] },
      }),
      expect('column_unique_value_count_to_be_between', { column: 'customer_id', min_value: 100, max_value: 100_000 }),
      expect('column_unique_value_count_to_be_between', { column: 'country', min_value: 20, max_value: 20 }),
    ],
  };
}

/** The same in ODCS, as far as its library metrics go: what is missing are the two pairs and the seven statistics. */
export const inOdcs = suiteSize - 8;

export function odcsContract(key: boolean): object {
  const property = (name: string, logicalType: string, rest: object = {}) => ({ name, logicalType, ...rest });
  const options = (logicalTypeOptions: object) => ({ logicalTypeOptions });
  const oneOf = (validValues: string[]) => [{ metric: 'invalidValues', arguments: { validValues }, mustBe: 0 }];
  const nullsAtMost = (mustBeLessOrEqualTo: number) => [{ metric: 'nullValues', mustBeLessOrEqualTo, unit: 'percent' }];
  return {
    apiVersion: 'v3.1.0',
    kind: 'DataContract',
    id: 'orders',
    version: '1.0.0',
    status: 'active',
    schema: [
      {
        name: 'orders',
        quality: [{ metric: 'rowCount', mustBeGreaterOrEqualTo: 1 }],
        properties: [
          property('id', 'integer', { required: true, unique: key }),
          property('order_key', 'string', options({ pattern: orderKey })),
          property('customer_id', 'integer', options({ minimum: 1, maximum: 100_000 })),
          property('country', 'string', { quality: oneOf(countries) }),
          property('status', 'string', { quality: oneOf(statuses) }),
          property('email', 'string', { ...options({ pattern: email }), quality: nullsAtMost(5) }),
          property('age', 'integer', { ...options({ minimum: 18, maximum: 99 }), required: true }),
          property('amount', 'number', options({ minimum: 0 })),
          property('discount', 'number'),
          property('score', 'number', { ...options({ minimum: 0, maximum: 1 }), quality: nullsAtMost(2) }),
          property('created_at', 'timestamp', options({ minimum: '2024-01-01T00:00:00' })),
          property('updated_at', 'timestamp'),
        ],
      },
    ],
  };
}
