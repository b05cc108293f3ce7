import { ListServiceQuotasCommand } from '@aws-sdk/client-service-quotas';
import type { DeployedPatient } from './patient.ts';

export interface Quota {
  service: string;
  /** As Service Quotas names it. */
  name: string;
}

/** Its value in this account and region; undefined where it is not listed. They have thousands of names, and codes that tell nothing. */
export async function quotaOf(
  { aws }: Pick<DeployedPatient, 'aws'>,
  { service, name }: Quota,
): Promise<number | undefined> {
  let NextToken: string | undefined;
  do {
    const page = await aws.quotas.send(
      new ListServiceQuotasCommand({ ServiceCode: service, MaxResults: 100, NextToken }),
    );
    const found = page.Quotas?.find(({ QuotaName }) => QuotaName === name);
    if (found) return found.Value;
    NextToken = page.NextToken;
  } while (NextToken !== undefined);
  return undefined;
}
