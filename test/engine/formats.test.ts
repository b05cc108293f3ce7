import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { validateHere } from '../../lib/local/validate.ts';
import { temporaryFolder } from './tables.ts';

const folder = temporaryFolder();
const contracts = new URL('../fixtures/contracts/', import.meta.url).pathname;
const hourAgo = new Date(Date.now() - 3_600_000).toISOString().slice(0, 19);

async function judge(contract: string, csv: string) {
  const data = join(folder, 'data.csv');
  writeFileSync(data, csv);
  const { gate } = await validateHere({ data: [data], contract: join(contracts, contract) });
  const told = gate.checks.filter(({ verdict }) => verdict !== 'pass');
  return { verdict: gate.verdict, told: told.map(({ check, subject, verdict }) => `${verdict} ${subject} ${check}`) };
}

/** 110 orders, one a day. */
const orders = Array.from({ length: 110 }, (_, i) => {
  const day = new Date(Date.UTC(2024, 0, 1 + i)).toISOString().slice(0, 10).split('-').reverse().join('.');
  return { id: `A${100 + i}`, amount: (i / 100).toFixed(2), country: i % 3 ? 'NL' : 'DE', day };
});
const odcs = (rows: typeof orders) =>
  `order_id,amount,country,ordered_on,note\n${rows.map((one) => `${Object.values(one).join(',')},`).join('\n')}\n`;

/** Data that keeps the contract, data that breaks it, and what is told of that. */
const cases: Array<[contract: string, good: string, bad: string, told: string[]]> = [
  [
    'orders.dqdl',
    `order_id,amount,country,ordered_at\n1,2.5,NL,${hourAgo}\n2,0,DE,${hourAgo}\n`,
    `order_id,amount,country,ordered_at\n1,-2.5,NL,${hourAgo}\n1,x,BE,2020-01-01T00:00:00\n`,
    [
      'fail order_id unique',
      'fail amount type',
      'fail amount range',
      'fail country allowed-values',
      'fail ordered_at age',
    ],
  ],
  ...['to-0.21', 'to-0.23', 'to-0.30', 'from-0.31'].map((shape): [string, string, string, string[]] => [
    `pandera/${shape}.yaml`,
    'age,code,seen\n1,a,2024-02-03 10:00:00\n,b,2024-02-03 11:00:00\n',
    'code,age,seen\nabcd,121,2024-02-03 10:00:00\n,1.5,2023-02-03 11:00:00\n',
    [
      'fail table columns-ordered',
      'fail age type',
      'fail age range',
      'fail code required',
      'fail code allowed-values',
      'fail code length',
      'fail seen range',
    ],
  ]),
  [
    'constraints.json',
    'age,city,income,note\n1,ams,x,1\n2,rtm,,\n3,,,\n0,ams,,\n',
    'age,city,income,note,more\nx,ber,,,\n-1,,,,\n2,,,,\n,,,,\n',
    [
      'fail table column-count',
      'fail age type',
      'fail age statistic',
      'fail age range',
      'fail city statistic',
      'fail city allowed-values',
    ],
  ],
  [
    'orders.odcs.yaml',
    odcs(orders),
    odcs(
      orders.map((one, i) => (i === 0 ? { ...one, id: 'a', amount: '1000', country: 'BEL' } : { ...one, id: 'A101' })),
    ),
    [
      'fail table sql-value',
      'fail order_id unique',
      'fail order_id length',
      'fail order_id pattern',
      'fail amount range',
      'fail country allowed-values',
    ],
  ],
  [
    'suite.json',
    'id,age,country,email\n-10,13,NL,a@b\n-9,12,DE,c@a\n-18,21,NL,\n-11,14,DE,e@a\n-8,11,NL,f@a\n',
    'id,age,country,email\n1,130,BE,a\n1,130,DE,a\n',
    [
      'fail table row-count',
      'fail id unique',
      'fail email unique',
      'fail id, age unique',
      'fail age range',
      'fail email pattern',
      'fail email patterns',
      'fail age quantiles',
      'fail age, id row-sum',
    ],
  ],
];

test.each(cases)('%s judges data', async (contract, good, bad, told) => {
  expect(await judge(contract, good)).toEqual({ verdict: 'pass', told: [] });
  expect(await judge(contract, bad)).toEqual({ verdict: 'fail', told });
});
