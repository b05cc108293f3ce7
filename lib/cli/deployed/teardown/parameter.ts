import { DeleteParameterCommand } from '@aws-sdk/client-ssm';
import { isNamed } from '../../../aws/clients.ts';
import { placeParameter } from '../../../core/deployed-place.ts';
import type { Finder } from './leftover.ts';

/** Where the pipeline says what it is made of; without it nobody finds the rest by name, so that it goes last. */
export const parameter: Finder = async ({ place, aws }) => {
  const Name = placeParameter(place.pipeline);
  const remove = async () => {
    await aws.ssm.send(new DeleteParameterCommand({ Name })).catch((thrown) => {
      if (!isNamed(thrown, 'ParameterNotFound')) throw thrown;
    });
  };
  return [{ kind: 'parameter', name: Name, what: 'where all of it is', dollarsPerMonth: 0, isData: true, remove }];
};
