import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { violationsOf } from '../../../../lib/core/export/model-monitor/violations.ts';
import { inferHere } from '../../../../lib/local/contracts.ts';
import { validateHere } from '../../../../lib/local/validate.ts';

const folder = mkdtempSync(join(tmpdir(), 'signalbox-violations-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const fileOf = (name: string, content: string) => {
  const file = join(folder, name);
  writeFileSync(file, content);
  return file;
};
const judge = async (contract: string, data: string) => {
  const validated = await validateHere({ data: [fileOf('data.csv', data)], contract });
  return violationsOf(validated.contract, validated.gate).violations;
};

const baseline = `age,city\n${Array.from({ length: 40 }, (_, i) => `${i},${i % 2 ? 'ams' : 'rtm'}`).join('\n')}\n`;
const constraints = async () =>
  fileOf('constraints.json', (await inferHere([fileOf('train.csv', baseline)], {}, 'model-monitor')).text);

test('the baseline breaks none of the constraints that it suggests', async () => {
  expect(await judge(await constraints(), baseline)).toEqual([]);
});

test('each broken constraint is a violation under the name of the service', async () => {
  const violations = await judge(await constraints(), 'age,city,more\n1,ams,x\n-2,,x\nold,ber,x\n');
  expect(violations.map(({ feature_name, constraint_check_type }) => [feature_name, constraint_check_type])).toEqual([
    ['Extra columns', 'extra_column_check'],
    ['age', 'data_type_check'],
    ['age', 'non_negative_check'],
    ['city', 'completeness_check'],
    ['city', 'categorical_values_check'],
  ]);
  expect(violations[1]?.description).toMatch(/^1 of 3 rows not an integer, e\.g\. row 3: old/);
});

test('checks of other formats go by the names of the service where it has them', async () => {
  const contract = fileOf(
    'rules.dqdl',
    'Rules = [ IsComplete "city", ColumnValues "city" in ["ams"], IsUnique "city" ]',
  );
  const violations = await judge(contract, 'age,city\n1,rtm\n2,\n3,rtm\n');
  expect(violations.map(({ constraint_check_type }) => constraint_check_type)).toEqual([
    'completeness_check',
    'categorical_values_check',
    'unique_check',
  ]);
});

test('data that cannot be read is a violation too', async () => {
  const [violation, ...others] = await judge(await constraints(), '');
  expect(others).toEqual([]);
  expect(violation).toMatchObject({ feature_name: 'dataset' });
});
