import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { refusedByAws, refusedByDisk } from '../../lib/cli/refused.ts';

const thrownBy = (work: () => unknown): unknown => {
  try {
    return work();
  } catch (thrown) {
    return thrown;
  }
};

test('what the disk refuses is told by its own words; what is a bug stays one', () => {
  const folder = mkdtempSync(join(tmpdir(), 'signalbox-refused-'));
  writeFileSync(join(folder, 'file'), '');
  expect(refusedByDisk(thrownBy(() => writeFileSync(join(folder, 'file', 'in it'), '')))).toMatch(/^ENOTDIR: /);
  expect(refusedByDisk(thrownBy(() => readFileSync(join(folder, 'none'))))).toBeUndefined();
  expect(refusedByDisk(new Error(", Unknown error: Read-only file system '/x'"))).toBe("Read-only file system '/x'");
  rmSync(folder, { recursive: true });
});

test.each(['kill', 'spawn python', 'connect', 'listen'])('%s is no matter of the disk', (syscall) => {
  expect(refusedByDisk(Object.assign(new Error(`${syscall} EACCES`), { code: 'EACCES', syscall }))).toBeUndefined();
});

test('AWS refuses by a status or by a name, and what it fails at is no refusal', () => {
  const answered = (name: string, httpStatusCode: number) =>
    refusedByAws(Object.assign(new Error('no'), { name, $metadata: { httpStatusCode } }));
  expect(answered('AccessDeniedException', 400)).toBe('AccessDeniedException: no');
  expect(answered('ExpiredTokenException', 400)).toBe('ExpiredTokenException: no');
  expect(answered('Forbidden', 403)).toBe('Forbidden: no');
  expect(answered('ThrottlingException', 400)).toBeUndefined();
  expect(refusedByAws(new Error('AccessDenied'))).toBeUndefined();
});
