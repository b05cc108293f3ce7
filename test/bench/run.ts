// Benchmarks, by name: npm run bench -- <name>
import { readdirSync } from 'node:fs';

const names = readdirSync(import.meta.dirname, { withFileTypes: true })
  .filter((entry) => entry.isFile() && entry.name !== 'run.ts')
  .map(({ name }) => name.replace(/\.ts$/, ''));
const [asked = ''] = process.argv.slice(2);
if (!names.includes(asked)) {
  console.error(`No benchmark is called "${asked}"; there are ${names.join(', ')}.`);
  process.exit(2);
}
const { run } = (await import(`./${asked}.ts`)) as { run: () => Promise<void> };
await run();
