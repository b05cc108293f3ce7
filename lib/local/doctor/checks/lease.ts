import { basename } from 'node:path';
import { type Examination, ok } from '../../../core/doctor.ts';
import { layout } from '../../../core/store-layout.ts';
import { lookAtLease } from '../../../steps/support/lease-finding.ts';
import type { LocalPatient } from '../patient.ts';

/** Of every pipeline in this store. */
export const lease: Examination<LocalPatient> = {
  about: 'whether whoever holds a pipeline is still at work',
  actions: [],
  look: async ({ ports }) => {
    const said = [];
    for await (const { key } of ports.store.list(layout.leases))
      said.push(await lookAtLease(basename(key, '.json'), ports));
    return said.length > 0 ? said : [ok('nobody ever held one')];
  },
};
