import type { DescribeEndpointOutput } from '@aws-sdk/client-sagemaker';
import type { InvokedVariant } from './invoke.ts';
import { namesOf, readVariantName, servableOfConfig } from './names.ts';

const answers = ['InService', 'Updating', 'SystemUpdating', 'RollingBack'];

/**
 * How the endpoint itself can be asked for one version's answers: by the variant's name past its weights, or plainly where the
 * whole fleet is of that version and none is launched beside it. Undefined: it cannot. A shadow answers nobody.
 */
export function askedAt(
  told: DescribeEndpointOutput | undefined,
  endpointName: string,
  servableId: string,
): InvokedVariant | undefined {
  if (told === undefined || !answers.includes(told.EndpointStatus ?? '')) return undefined;
  const named = told.ProductionVariants?.find(
    ({ VariantName }) => readVariantName(VariantName)?.servableId === servableId,
  );
  if (named?.VariantName !== undefined) return { endpointName, variant: named.VariantName };
  const whole = servableOfConfig(namesOf(endpointName).config, told.EndpointConfigName) === servableId;
  return whole && told.PendingDeploymentSummary === undefined ? { endpointName } : undefined;
}
