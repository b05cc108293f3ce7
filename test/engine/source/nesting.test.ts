import { gzipSync } from 'node:zlib';
import { maxNesting } from '../../../lib/engine/source/nesting.ts';
import { contractOf, profileOf, temporaryFolder } from '../tables.ts';

const folder = temporaryFolder();
const contract = contractOf([{ name: 'a', logicalType: 'number' }]);
const line = (depth: number) => `{"a":1,"b":${'['.repeat(depth - 1)}"\\"[[["${']'.repeat(depth - 1)}}\n`;
const name = 'data.jsonl';

test.each([
  ['as it is', (text: string) => Buffer.from(text)],
  ['packed', (text: string) => gzipSync(text)],
])('JSON is read up to a depth, and what is deeper is refused with its line: %s', async (_how, packed) => {
  const deepest = line(maxNesting);
  await expect(profileOf(folder, contract, packed(deepest.repeat(3)), {}, name)).resolves.toMatchObject({ rows: 3 });
  await expect(profileOf(folder, contract, packed(deepest + line(maxNesting + 1)), {}, name)).rejects.toMatchObject({
    code: 'data-nested',
    message: 'data.jsonl:2: lists and objects lie in each other more than 500 deep; allowed: 500',
  });
});

test('what would end the process, by its depth, is an error', async () => {
  await expect(profileOf(folder, contract, line(100_000), {}, name)).rejects.toMatchObject({ code: 'data-nested' });
});

test('brackets in texts and in lines that are cut off do not add up', async () => {
  const lines = `{"a":1,"b":"${'['.repeat(600)}"}\n`.repeat(1_200);
  await expect(profileOf(folder, contract, lines, {}, name)).resolves.toMatchObject({ rows: 1_200 });
});
