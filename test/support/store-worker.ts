/**
 * A process that works on a directory store until it has done its part or is killed: `node store-worker.ts ROOT KIND NAME`.
 * `create`: one exclusive creation, prints whether it won. `count`: adds 1 to a counter 20 times by compare-and-set.
 * `write`: replaces one object with 256 KiB of a single letter, for ever.
 */
import { DirectoryStore } from '../../lib/local/directory-store.ts';

const [root = '', kind = '', name = ''] = process.argv.slice(2);
const store = new DirectoryStore(root);

async function countTo(times: number): Promise<void> {
  for (let done = 0; done < times; ) {
    const found = await store.get('counter');
    const next = String(Number(Buffer.from(found?.bytes ?? []).toString()) + 1);
    const answer = await store.put('counter', next, found ? { match: found.etag } : { absent: true });
    if (answer.won) done += 1;
  }
}

if (kind === 'create') {
  console.log((await store.put('created', name, { absent: true })).won);
} else if (kind === 'count') {
  await countTo(20);
} else {
  for (let turn = 0; ; turn += 1) {
    const letter = String.fromCharCode(97 + (turn % 26));
    const found = await store.get('written');
    await store.put('written', letter.repeat(262_144), found && { match: found.etag });
    if (turn === 0) console.log('writing');
  }
}
