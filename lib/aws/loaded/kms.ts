import { KMSClient } from '@aws-sdk/client-kms';

export const kmsClient = (region: string) => new KMSClient({ maxAttempts: 5, region });
