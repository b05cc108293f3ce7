import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { lockHolder } from '../../../lib/local/router/process-lock.ts';
import { isAlive, temporaryFolders, until } from '../../support/local-router.ts';

const folders = temporaryFolders();
const children: Array<ReturnType<typeof spawn>> = [];
afterEach(async () => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
  await folders.cleanUp();
});

/** A process that tries for the lock, says whether it got it, and stays. */
async function contender(folder: string): Promise<{ pid: number; got: boolean }> {
  const module = join(import.meta.dirname, '../../../lib/local/router/process-lock.ts');
  const script = `import { acquireProcessLock } from ${JSON.stringify(module)};
    console.log(acquireProcessLock(${JSON.stringify(folder)})); setInterval(() => {}, 1000);`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  children.push(child);
  const said = await new Promise<string>((resolve) => child.stdout?.once('data', (data) => resolve(String(data))));
  return { pid: child.pid ?? 0, got: said.trim() === 'true' };
}

test('of several processes at once one gets the lock, again and again after the holder is killed', async () => {
  const folder = join(folders.make(), 'lock');
  for (let round = 0; round < 3; round += 1) {
    const contenders = await Promise.all(Array.from({ length: 4 }, () => contender(folder)));
    const winners = contenders.filter(({ got }) => got);
    expect(winners).toHaveLength(1);
    expect(lockHolder(folder)?.pid).toBe(winners[0]?.pid);
    for (const { pid } of contenders) process.kill(pid, 'SIGKILL');
    await until('all are gone', () => !contenders.some(({ pid }) => isAlive(pid)));
    expect(lockHolder(folder)).toBeUndefined();
  }
});
