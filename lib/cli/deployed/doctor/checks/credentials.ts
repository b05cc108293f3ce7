import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { type Examination, fail, ok } from '../../../../core/doctor.ts';
import { type DeployedPatient, whereabouts } from '../patient.ts';

/** Who asks, and whether in the account of the pipeline. */
export const credentials: Examination<DeployedPatient> = {
  about: 'who asks, and whether in the account of the pipeline',
  // Everybody may ask who they are.
  actions: [],
  look: async ({ place, aws }) => {
    const { Arn = 'nobody', Account } = await aws.sts.send(new GetCallerIdentityCommand({}));
    const { region, account } = whereabouts(place.machines.delivery);
    if (Account !== account)
      return [
        fail(`${Arn} is of account ${Account}; the pipeline is in ${account}`, 'Use credentials of that account.'),
      ];
    return [ok(`${Arn}, in ${region}`)];
  },
};
