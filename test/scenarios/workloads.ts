import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { unzipSync, zipSync } from 'fflate';
import { sha256 } from '../../lib/core/sha256.ts';
import { bundleWorkload } from '../../lib/local/workload/bundle.ts';

export const root = join(import.meta.dirname, '../..');
export const irisFolder = join(root, 'examples/iris');

export interface Source {
  digest: string;
  zip: Uint8Array;
}

/** Files of the demo's drops. */
export const drops = {
  first: readFileSync(join(root, 'examples/demo/drops/1-first/iris.csv'), 'utf8'),
  more: readFileSync(join(root, 'examples/demo/drops/2-more/iris.csv'), 'utf8'),
  poisoned: readFileSync(join(root, 'examples/demo/drops/3-poisoned/iris.csv'), 'utf8'),
} as const;

/** The iris workload as it is. */
export function iris(): Promise<Source> {
  return bundleWorkload(irisFolder);
}

/** The iris workload with one of its files changed. */
export function changed(file: string, change: (text: string) => string): Promise<Source> {
  return changedAll({ [file]: change });
}

/** The same of several; one that is not there is empty. */
export async function changedAll(changes: Record<string, (text: string) => string>): Promise<Source> {
  const entries = unzipSync((await iris()).zip);
  const made = Object.entries(changes).map(([file, change]) => {
    const text = new TextDecoder().decode(entries[file] ?? new Uint8Array());
    return [file, new TextEncoder().encode(change(text))] as const;
  });
  const zip = zipSync({ ...entries, ...Object.fromEntries(made) }, { level: 0 });
  return { digest: sha256(zip), zip };
}

/** The workload whose species must be in a list that is versioned with it. */
export const withSpecies = (...names: string[]): Promise<Source> =>
  changedAll({
    'signalbox.yaml': (text) =>
      text.replace('  format: csv\n', '  format: csv\n  references: { known: lookup/species.csv }\n'),
    'contract.yaml': (text) =>
      text.replace(
        '    quality:\n',
        `    quality:
      - type: custom
        engine: signalbox
        implementation:
          kind: referential-integrity
          columns: [species]
          args: { reference: known, columns: [name] }
          accept: { mostly: 1 }
`,
      ),
    'lookup/species.csv': () => `name\n${names.join('\n')}\n`,
  });

/** A push: the same workload with another line of code. */
export const pushed = (line = '# a change\n'): Promise<Source> => changed('src/model.py', (text) => `${text}${line}`);

/** The workload under another policy, which changes its code too. */
export const withPolicy = (added: string): Promise<Source> =>
  changed('signalbox.yaml', (text) => `${text}\n${added}\n`);
