import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { machineKinds, readAssembly } from '../lib/local/assembly/assembly.ts';
import { synthesize } from '../lib/local/assembly/synthesize.ts';
import { type Definition, stateDiagram } from './state-diagram.ts';
import { withBlock } from './with-block.ts';

const root = join(import.meta.dirname, '..');

/** docs/architecture.md with its state diagrams drawn from the definitions that a deployment of examples/iris creates. */
export async function architecturePage(): Promise<string> {
  const cache = mkdtempSync(join(tmpdir(), 'signalbox-docs-'));
  try {
    const { template } = await synthesize(join(root, 'examples/iris'), cache);
    const { machines } = readAssembly(template);
    return machineKinds.reduce(
      (page, kind) => withBlock(page, `states: ${kind}`, stateDiagram(machines[kind].definition as Definition)),
      readFileSync(join(root, 'docs/architecture.md'), 'utf8'),
    );
  } finally {
    rmSync(cache, { recursive: true });
  }
}
