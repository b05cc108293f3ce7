import { type ArrivalRules, arrivalOf, type Taken } from '../../../lib/core/arrival/arrival.ts';
import { type Listed, versionId } from '../../../lib/core/arrival/listed.ts';
import { readManifest, signalId } from '../../../lib/core/arrival/signal.ts';
import { arrival } from '../../../lib/core/policy/arrival.ts';

const prefix = 'incoming/iris/day/';
const at = (second: number) => new Date(Date.UTC(2026, 0, 1) + second * 1000);
const nothing: Taken = { versions: new Set(), signals: new Set(), together: () => false };

const file = (name: string, second: number, size = 10): Listed => ({
  key: `${prefix}${name}`,
  size,
  etag: `e${second}`,
  version: `v${second}`,
  modifiedAt: at(second).toISOString(),
});

function decide(objects: Listed[], rules: unknown, { now = 1_000, since = 0, taken = nothing, manifest = '' } = {}) {
  const read = manifest === '' ? undefined : readManifest(Buffer.from(manifest));
  const seen = { prefix, objects, since: at(since).toISOString(), manifest: read };
  return arrivalOf(seen, arrival.parse(rules) as ArrivalRules, taken, at(now));
}

const names = (said: ReturnType<typeof decide>) =>
  said.kind === 'ready' ? said.files.map(({ key }) => key.slice(prefix.length)) : said;

test('empty, hidden and marking objects, folders and what lies deeper are not data', () => {
  const objects = ['.a.csv', '_SUCCESS', 'b.csv', '', 'deeper/c.csv'].map((name) => file(name, 1));
  expect(names(decide([...objects, file('empty.csv', 1, 0)], {}))).toEqual(['b.csv']);
  expect(decide([file('empty.csv', 1, 0)], {})).toEqual({ kind: 'nothing', why: 'there is no file with content' });
});

test('quiet is counted from the newest file, and from the last change that leaves no time behind', () => {
  expect(decide([file('a.csv', 10)], {}, { now: 69 })).toMatchObject({ kind: 'wait', seconds: 1 });
  expect(decide([file('a.csv', 10)], {}, { now: 70 })).toMatchObject({ kind: 'ready' });
  expect(decide([file('a.csv', 10)], {}, { now: 70, since: 40 })).toMatchObject({ kind: 'wait', seconds: 30 });
});

test('a drop gathers until its oldest new file is old enough', () => {
  const taken = { ...nothing, versions: new Set([versionId(file('a.csv', 10))]) };
  const both = [file('a.csv', 10), file('b.csv', 500)];
  expect(decide(both, { minAgeSeconds: 1_000 }, { taken })).toMatchObject({ kind: 'wait', seconds: 500 });
  expect(decide(both, { minAgeSeconds: 900 })).toMatchObject({ kind: 'ready' });
});

test('too few bytes wait for another object, not for a time', () => {
  expect(decide([file('a.csv', 1)], { minBytes: 11 })).toEqual({
    kind: 'wait',
    seconds: null,
    why: '10 bytes came, and 11 are wanted',
  });
});

test('a marker must be the last, and is good for one drop', () => {
  const rules = { complete: { kind: 'marker' } };
  const marker = file('_SUCCESS', 5, 0);
  expect(decide([file('a.csv', 4)], rules)).toMatchObject({ kind: 'wait', seconds: null });
  expect(decide([file('a.csv', 4), marker], rules)).toMatchObject({ kind: 'ready', signal: signalId(marker) });
  expect(decide([file('a.csv', 6), marker], rules)).toMatchObject({
    kind: 'wait',
    why: expect.stringMatching(/came after _SUCCESS/),
  });
  const taken = { ...nothing, signals: new Set([signalId(marker)]) };
  expect(decide([file('a.csv', 4), marker], rules, { taken })).toMatchObject({
    kind: 'wait',
    why: expect.stringMatching(/earlier drop/),
  });
});

test.each([
  ['{"files": ["a.csv"]}', ['a.csv']],
  ['{"files": ["a.csv", "empty.csv"]}', ['a.csv']],
  ['{"files": ["a.csv", "no.csv"]}', { kind: 'wait', why: /1 files of manifest.json are missing, no.csv first/ }],
  ['{"files": []}', { kind: 'wait', why: /cannot be used: files/ }],
  ['["a.csv"]', { kind: 'wait', why: /cannot be used/ }],
  ['nonsense', { kind: 'wait', why: /must be JSON/ }],
])('a manifest %s', (manifest, expected) => {
  const objects = [file('a.csv', 1), file('b.csv', 1), file('empty.csv', 1, 0), file('manifest.json', 1)];
  const said = names(decide(objects, { complete: { kind: 'manifest' } }, { manifest }));
  if (Array.isArray(expected)) expect(said).toEqual(expected);
  else expect(said).toMatchObject({ kind: 'wait', why: expect.stringMatching(expected.why) });
});
