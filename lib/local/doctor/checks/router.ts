import { type Examination, ok, warn } from '../../../core/doctor.ts';
import { connectRouter } from '../../router/client.ts';
import type { LocalPatient } from '../patient.ts';

/** Whether what serves can be called. */
export const router: Examination<LocalPatient> = {
  about: 'whether what serves can be called',
  actions: [],
  look: async ({ folders, ports }) => {
    const { stable } = await ports.target.observe();
    if (stable === null) return [ok('nothing serves yet')];
    const client = await connectRouter(folders.router);
    if (client) return [ok(`${client.frontUrl} answers, with ${stable}`)];
    return [warn(`${stable} serves, and the router is down`, 'The next signalbox run starts it.')];
  },
};
