import { type Examination, fail, ok } from '../../../../core/doctor.ts';
import type { DeployedPatient } from '../patient.ts';

/** Whether the code host can reach us: a request without a signature must be refused by our own function, and by nobody before it. */
export const webhook: Examination<DeployedPatient> = {
  about: 'whether a request without a signature is refused by our own function',
  actions: [],
  look: async ({ place: { repository }, post }) => {
    const url = repository?.webhookUrl;
    if (!repository || !url) return [ok('this pipeline has none')];
    const status = await post(url);
    const registered = `signalbox github doctor --repository ${repository.name} --webhook-url ${url} looks whether GitHub knows it`;
    if (status === 401) return [ok(`it is reached, and refuses what is not signed; ${registered}`)];
    const mend = 'A 403 is of the permission of the URL, a 429 of its concurrency, a 5xx of the function: see its log.';
    return [fail(`${url} answered ${status} to a request without a signature; 401 is right`, mend)];
  },
};
