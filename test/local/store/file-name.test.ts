import fc from 'fast-check';
import { fileNames, folderNames, keyOf } from '../../../lib/local/store/file-name.ts';
import { objectKeys } from '../../support/object-keys.ts';

test('every key has a path of its own, which leads back to it', () => {
  fc.assert(
    fc.property(objectKeys, (key) => keyOf(fileNames(key)) === key),
    { numRuns: 2000 },
  );
});

test('no file lies where another key needs a folder', () => {
  fc.assert(
    fc.property(objectKeys, objectKeys, (a, b) => {
      const [file, other] = [fileNames(a), fileNames(b)];
      return a === b || file.some((name, index) => name !== other[index]);
    }),
    { numRuns: 2000 },
  );
});

test('every name is one that file systems take, and none leads upwards', () => {
  fc.assert(
    fc.property(objectKeys, (key) =>
      fileNames(key).every((name) => /^[\w.=+@,~%-]{1,202}$/.test(name) && !/^\.{1,2}$/.test(name)),
    ),
    { numRuns: 2000 },
  );
});

test('the folder of some segments is where their keys lie', () => {
  fc.assert(
    fc.property(objectKeys, objectKeys, (a, b) => {
      const folder = folderNames(a.split('/'));
      expect(fileNames(`${a}/${b}`).slice(0, folder.length)).toEqual(folder);
    }),
  );
});
