import { type Examination, ok } from '../../../core/doctor.ts';
import type { LocalPatient } from '../patient.ts';

/** What workloads are run with. One that is missing or too old is thrown, and so found. */
export const python: Examination<LocalPatient> = {
  about: 'whether Python is there and new enough',
  actions: [],
  look: async ({ findPython }) => {
    const { version, executable } = await findPython();
    return [ok(`${version}, ${executable}`)];
  },
};
