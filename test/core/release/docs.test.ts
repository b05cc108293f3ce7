import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { release } from '../../../lib/core/policy/release.ts';

const page = readFileSync(join(import.meta.dirname, '../../../docs/releases.md'), 'utf8');
const row = /^\| .+ \| (?:`([\d.]+)`|(major|minor|patch)) \| `(\w+)` \|$/gm;
const rows = [...page.matchAll(row)].map(([, first, bump, key = '']) => ({ key, value: first ?? bump }));

test('the table of versions says what the policy does unless told otherwise', () => {
  const defaults: Record<string, unknown> = release.parse({});
  const named = ['chore', 'code', 'dataOnly', 'first', 'interface'];
  expect([...new Set(rows.map(({ key }) => key))].sort()).toEqual(named);
  for (const { key, value } of rows) expect({ key, value }).toEqual({ key, value: defaults[key] });
});
