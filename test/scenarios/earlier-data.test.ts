import { ended, ending, promoted } from './ending.ts';
import { emptyPlace } from './scenario.ts';
import { changedAll, drops } from './workloads.ts';

const rules = `Rules = [
  IsPrimaryKey "flower_id",
  ColumnDataType "petal_length" = "DOUBLE",
  ColumnValues "species" in ["setosa", "versicolor", "virginica"],
  RowCount > avg(last(3)) * 0.5,
  Completeness "petal_width" >= min(last(5)) - 0.02
]`;

/** The first rows of a drop, under its header. */
const cut = (drop: string, rows: number) =>
  `${drop
    .trimEnd()
    .split('\n')
    .slice(0, rows + 1)
    .join('\n')}\n`;

test('three releases, then a drop that falls below half of their mean: it is rejected by name, and never becomes usual', async () => {
  const source = await changedAll({
    'rules.dqdl': () => rules,
    'signalbox.yaml': (text) => text.replace('contract: contract.yaml', 'contract: rules.dqdl'),
  });
  const place = await emptyPlace();
  const run = async (drop: string) => {
    const { runId } = await place.drop(drop, source);
    await place.drain();
    return ending(place, runId);
  };
  for (const drop of [drops.first, drops.more, cut(drops.more, 147)])
    expect(await run(drop)).toMatchObject({ outcome: 'released' });
  const rejected = {
    ...ended(
      'rejected',
      'data',
      /table row-count \(60 rows, allowed at least 68 rows; avg\(last\(3\)\) \* 0\.5 is 67 after 3 earlier data sets\)/,
    ),
    ...promoted('1.0.0', '1.0.1', '1.0.2'),
  };
  expect(await run(cut(drops.more, 60))).toEqual(rejected);
  expect(await run(cut(drops.more, 60).replace(/\n[^\n]*\n$/, '\n'))).toMatchObject({
    outcome: 'rejected',
    sentence: expect.stringContaining('59 rows, allowed at least 68 rows'),
  });
});
