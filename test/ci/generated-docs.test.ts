import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { generatedDocs } from '../../.ci/generated-docs.ts';

test.each(Object.entries(generatedDocs))('%s is what `npm run docs` writes', async (path, text) => {
  expect(readFileSync(join(import.meta.dirname, '../..', path), 'utf8')).toBe(await text());
});
