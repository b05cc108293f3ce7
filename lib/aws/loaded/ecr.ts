import { ECRClient } from '@aws-sdk/client-ecr';
import { retries } from '../served/kind.ts';

/** Loaded when first used; a package that is itself loaded late lies in a bundle with all that it has beside its client. */
export const ecrClient = () => new ECRClient(retries);
