import { diffReleases } from '../../../lib/core/release/diff.ts';
import { manifestBody } from './manifest-body.ts';

const a = manifestBody({ hyperparameters: { C: 1, max_iter: 200 } });
const b = manifestBody({
  version: '1.1.0',
  parent: '1.0.0',
  bump: 'minor',
  reason: 'the code changed',
  hyperparameters: { C: 10, tol: 0.1 },
  metrics: { accuracy: 0.97 },
  data: { ...a.data, snapshot: 'another', rows: 150 },
});
const change = { added: ['b.csv'], removed: [], changed: [], same: 1 };
const of = (diff: ReturnType<typeof diffReleases>, subject: string) =>
  diff.lines.find((one) => one.subject === subject);

test('every value of both is told, and whether it is the same', () => {
  const diff = diffReleases(a, b, change);
  expect(of(diff, 'C')).toMatchObject({ section: 'training', a: '1', b: '10', same: false });
  expect(of(diff, 'max_iter')).toMatchObject({ a: '200', b: null, same: false });
  expect(of(diff, 'tol')).toMatchObject({ a: null, b: '0.1', same: false });
  expect(of(diff, 'requirements.txt')).toMatchObject({ section: 'pins', same: true, note: null });
  expect(of(diff, 'rows')).toMatchObject({ a: '100', b: '150', note: '+50' });
  expect(of(diff, 'snapshot')).toMatchObject({ same: false, note: 'files: 1 added' });
  expect(of(diff, 'interface')).toMatchObject({ same: true });
});

test('a metric differs only where both models answered the same rows', () => {
  expect(of(diffReleases(a, b, null), 'accuracy')).toMatchObject({
    a: '0.95',
    b: '0.97',
    note: 'each on its own holdout rows',
  });
  const comparison = { champion: '1.0.0', rows: 44, metrics: { accuracy: 0.96 } };
  expect(of(diffReleases(a, { ...b, comparison }, null), 'accuracy')?.note).toBe(
    '+0.01 on the same 44 rows, where 1.0.0 has 0.96',
  );
});

test('a release does not differ from itself', () => {
  expect(diffReleases(a, a, null).lines.filter(({ same }) => !same)).toEqual([]);
});

test('digests that begin alike are still told apart', () => {
  const long = 'a'.repeat(60);
  const diff = diffReleases({ ...a, interface: `${long}1` }, { ...a, interface: `${long}2` }, null);
  expect(of(diff, 'interface')).toMatchObject({ same: false, a: 'a'.repeat(12), b: 'a'.repeat(12) });
});
