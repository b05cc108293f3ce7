import { type Examination, fail, ok } from '../../../core/doctor.ts';
import type { LocalPatient } from '../patient.ts';

/** That runs TypeScript as it is, and the engines of package.json. */
const oldest = [22, 18] as const;

export const node: Examination<LocalPatient> = {
  about: 'whether Node is new enough',
  actions: [],
  look: async ({ version }) => {
    const [major = 0, minor = 0] = version.split('.').map(Number);
    const isNew = major > oldest[0] || (major === oldest[0] && minor >= oldest[1]);
    return [isNew ? ok(version) : fail(`${version}; ${oldest.join('.')} or newer is needed`, 'Install a newer Node.')];
  },
};
