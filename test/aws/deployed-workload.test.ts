import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bringWorkload } from '../../lib/aws/deployed-workload.ts';
import { sha256 } from '../../lib/core/sha256.ts';
import { DirectoryStore } from '../../lib/local/directory-store.ts';

let workDir: string;
beforeEach(() => {
  workDir = mkdtempSync(join(tmpdir(), 'workload-'));
});
afterEach(() => rmSync(workDir, { recursive: true, force: true }));

test('the deployed workload comes into the store once, and only as what its digest says', async () => {
  const assets = new DirectoryStore(join(workDir, 'assets'));
  const store = new DirectoryStore(join(workDir, 'store'));
  await assets.put('asset.zip', 'zipped');
  const digest = sha256('zipped');
  const uploaded = { store: assets, key: 'asset.zip' };
  await bringWorkload(digest, uploaded, { store, workDir });
  expect(new TextDecoder().decode((await store.get(`sources/${digest}.zip`))?.bytes)).toBe('zipped');
  await bringWorkload(digest, { ...uploaded, key: 'gone.zip' }, { store, workDir });
  const other = sha256('other');
  await expect(bringWorkload(other, uploaded, { store, workDir })).rejects.toMatchObject({ code: 'source-altered' });
  expect(await store.get(`sources/${other}.zip`)).toBeUndefined();
});
