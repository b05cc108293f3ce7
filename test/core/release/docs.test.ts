import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { inc } from 'semver';
import { release } from '../../../lib/core/policy/release.ts';
import type { Bump } from '../../../lib/core/release/version.ts';

const page = readFileSync(join(import.meta.dirname, '../../../docs/releases.md'), 'utf8');
const row = /^\| .+ \| `(interface|code|chore|dataOnly)` \| (major|minor|patch) \| (\S+) \|$/gm;
const rows = [...page.matchAll(row)].map(([, key = '', bump = '', after = '']) => ({ key, bump, after }));

test('the table of versions says what the policy does unless told otherwise', () => {
  const defaults: Record<string, unknown> = release.parse({});
  expect(new Set(rows.map(({ key }) => key))).toEqual(new Set(['interface', 'code', 'chore', 'dataOnly']));
  for (const { key, bump, after } of rows) {
    expect({ key, bump }).toEqual({ key, bump: defaults[key] });
    expect(after).toBe(inc('1.4.2', bump as Bump));
  }
});
