import { readFileSync } from 'node:fs';
import { greatExpectations } from '../../lib/core/contract/great-expectations/suite.ts';
import { validationOf } from '../../lib/core/export/great-expectations/validation.ts';
import type { Json } from '../../lib/core/profile/profile.ts';
import { same, sameBag } from '../conformance/gx-compare.ts';
import { relationOfCase } from '../conformance/gx-data.ts';
import { measured } from './measure/tables.ts';
import { temporaryFolder } from './tables.ts';

interface Answer {
  frame: number;
  type: string;
  kwargs: object;
  success: boolean;
  result: Record<string, Json>;
}
const file = new URL('../oracles/great-expectations.json', import.meta.url);
const oracle = JSON.parse(readFileSync(file, 'utf8')) as { frames: Array<Record<string, Json[]>>; answers: Answer[] };
const schemas = { pandas: { i: 'int', j: 'int', f: 'float', s: 'str', t: 'str' } };
const folder = temporaryFolder();

/** Our answers to all that was asked of a table, in one suite. */
async function answersTo(frame: number): Promise<Array<[theirs: Answer, ours: Answer]>> {
  const asked = oracle.answers.filter((answer) => answer.frame === frame);
  const value = { name: 'oracle', expectations: asked.map(({ type, kwargs }) => ({ type, kwargs })) };
  const contract = greatExpectations.read({ file: 'oracle', code: 'oracle', value, lineOf: () => 1 }, {});
  const relation = relationOfCase({ data: oracle.frames[frame] ?? {}, schemas }, false);
  const counts = await measured(folder, relation, contract.checks, { samples: 'all', values: true, keys: ['row'] });
  const resultFormat = { result_format: 'COMPLETE' as const, unexpected_index_column_names: ['row'] };
  const { results } = validationOf(contract, counts, { resultFormat }) as { results: Answer[] };
  return asked.map((answer, index) => [answer, results[index] as Answer]);
}

function differences(theirs: Answer, ours: Answer): string[] {
  const wrong = Object.entries(theirs.result).filter(([key, expected]) => {
    const compare = key.endsWith('_list') ? sameBag : same;
    return !compare(expected, ours.result[key] ?? null, 1e-9);
  });
  return [
    ...(theirs.success === ours.success ? [] : [`success is ${ours.success}`]),
    ...wrong.map(([key, expected]) => `${key}: ${JSON.stringify(ours.result[key])} for ${JSON.stringify(expected)}`),
  ];
}

test('random suites over random tables are answered as Great Expectations answers them', async () => {
  expect(oracle.answers.length).toBeGreaterThan(200);
  for (const frame of oracle.frames.keys()) {
    for (const [theirs, ours] of await answersTo(frame)) {
      const told = { frame, type: theirs.type, kwargs: theirs.kwargs };
      expect({ ...told, differences: differences(theirs, ours) }).toEqual({ ...told, differences: [] });
    }
  }
});
