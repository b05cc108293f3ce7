import fc from 'fast-check';
import { factsOf, judged } from './facts.ts';

const hash = (letter: string) => letter.repeat(64);
const of = (name: string, letter?: string, size = 10) =>
  letter === undefined
    ? { name, size, unhashed: 'it is read in 3 parts' }
    : { name, size, hashes: { 'SHA-256': hash(letter) } };

test('each file has one of the hashes, or none of them', () => {
  const facts = factsOf(of('a', 'a'), of('b', 'b'));
  const listed = (...letters: string[]) => ({ hashes: letters.map((letter) => hash(letter).toUpperCase()) });
  expect(judged('file-match', listed('a', 'b'), facts)).toMatchObject({ verdict: 'pass' });
  expect(judged('file-match', listed('a'), facts)).toMatchObject({
    verdict: 'fail',
    clause: `1 of 2 files is not one with the SHA-256 ${hash('a')}: b (${hash('b')})`,
  });
  expect(judged('file-match', { ...listed('c'), not: true }, facts)).toMatchObject({ verdict: 'pass' });
  expect(judged('file-match', listed('a'), factsOf(of('a')))).toMatchObject({
    verdict: 'inconclusive',
    clause: expect.stringMatching(/^there is no SHA-256 of a: it is read in 3 parts, and/),
  });
});

test('each file of two folders has one like it in the other, by name too where that is asked', () => {
  const facts = factsOf(of('old/a', 'a'), of('old/b', 'b'), of('new/a', 'a'), of('new/c', 'b'));
  const folders = { path: 'old', other: 'new' };
  expect(judged('file-match', folders, facts)).toMatchObject({ verdict: 'pass', clause: expect.stringContaining('4') });
  expect(judged('file-match', { ...folders, matchFileName: true }, facts)).toMatchObject({
    verdict: 'fail',
    clause: '2 of 4 files are not the same in name and content as a file under the other path: old/b, new/c',
  });
  expect(judged('file-match', { path: 'old', other: 'none' }, facts)).toMatchObject({
    verdict: 'inconclusive',
    clause: expect.stringContaining('no file of the data lies under none'),
  });
});

test('files of two sizes differ, whether or not anybody read them', () => {
  const facts = factsOf(of('old/a', undefined, 7), of('new/a', undefined, 8));
  expect(judged('file-match', { path: 'old', other: 'new' }, facts)).toMatchObject({ verdict: 'fail' });
  expect(judged('file-uniqueness', { minimum: 1 }, facts)).toMatchObject({ verdict: 'pass', observed: 1 });
});

test('the share of files that are like no other, and which those are that are', () => {
  const facts = factsOf(of('x/a', 'a'), of('x/b', 'a'), of('x/c', 'c'), of('y/c', 'd'));
  expect(judged('file-uniqueness', { minimum: 1 }, facts)).toEqual({
    verdict: 'fail',
    observed: 0.5,
    allowed: 'at least 1',
    clause: 'the share of 4 files that are like no other is 0.5, allowed at least 1; these are not: x/a, x/b',
  });
  expect(judged('file-uniqueness', { matchFileName: true, maximum: 0 }, facts)).toMatchObject({ verdict: 'pass' });
  const unknown = judged('file-uniqueness', { minimum: 1 }, factsOf(of('a', 'a'), of('b')));
  expect(unknown).toMatchObject({ verdict: 'inconclusive', clause: expect.stringContaining('may equal another') });
});

test('a verdict that is given without some hashes is the one with them', () => {
  const file = fc.record({ letter: fc.constantFrom('a', 'b', 'c'), size: fc.constantFrom(1, 2), known: fc.boolean() });
  const minimum = fc.constantFrom(0, 0.3, 0.5, 1);
  fc.assert(
    fc.property(fc.array(file, { minLength: 1, maxLength: 7 }), minimum, (files, minimum) => {
      const told = (all: boolean) =>
        // Of another size is of another content.
        factsOf(
          ...files.map(({ letter, size, known }, at) =>
            of(`f${at}`, known || all ? `${size}${letter}` : undefined, size),
          ),
        );
      const { verdict } = judged('file-uniqueness', { minimum }, told(false));
      if (verdict !== 'inconclusive') expect(judged('file-uniqueness', { minimum }, told(true)).verdict).toBe(verdict);
    }),
  );
});
