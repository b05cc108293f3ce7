import { existsSync } from 'node:fs';
import { type Examination, fail, ok, warn } from '../../../core/doctor.ts';
import { readChampion } from '../../../steps/support/champion.ts';
import type { LocalPatient } from '../patient.ts';

/** Whether what serves is what was released, down to the first release. */
export const store: Examination<LocalPatient> = {
  about: 'whether what serves is what was released, down to the first release',
  actions: [],
  look: async ({ folders, ports, verify }) => {
    if (!existsSync(folders.store)) return [ok(`${folders.store} is not there yet`)];
    const champion = await readChampion(ports.store);
    if (!champion) return [ok('nothing was released yet')];
    const { verdict, sentence } = await verify(champion.version);
    const mend = `signalbox verify ${champion.version} tells which.`;
    if (verdict === 'pass') return [ok(sentence)];
    return [verdict === 'fail' ? fail(sentence, mend) : warn(sentence, mend)];
  },
};
