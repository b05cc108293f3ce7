import { CreateModelCommand, DescribeModelCommand } from '@aws-sdk/client-sagemaker';
import { servedEnvironment } from '../../../core/environment.ts';
import { ConflictError } from '../../../core/errors.ts';
import type { Servable } from '../../../core/servable.ts';
import { layout } from '../../../core/store-layout.ts';
import type { SageMakerSend } from '../../clients.ts';
import { taken } from '../../sagemaker-errors.ts';
import { imageUriOf } from '../image-uri.ts';
import { namesOf } from './names.ts';
import type { ServedEndpoint } from './served-endpoint.ts';
import { tagList } from './tags.ts';

export function modelName({ endpointName }: ServedEndpoint, servableId: string): string {
  return `${namesOf(endpointName).model}${servableId}`;
}

/**
 * Image and model data under the servable's name. Costs nothing until something serves it.
 * @throws ConflictError `foreign-writer` when the name is taken by other content
 */
export async function ensureModel(client: SageMakerSend, served: ServedEndpoint, servable: Servable): Promise<void> {
  const ModelName = modelName(served, servable.id);
  const Image = imageUriOf(served, servable);
  const ModelDataUrl = `s3://${served.storeBucket}/${layout.model(servable.modelDigest)}`;
  const Environment = { [servedEnvironment.servable]: servable.id };
  const created = await client
    .send(
      new CreateModelCommand({
        ModelName,
        ExecutionRoleArn: served.executionRoleArn,
        PrimaryContainer: { Image, ModelDataUrl, Environment },
        Tags: tagList(served),
      }),
    )
    .catch(taken);
  if (created !== undefined) return;
  const { PrimaryContainer: there } = await client.send(new DescribeModelCommand({ ModelName }));
  if (there?.Image === Image && there.ModelDataUrl === ModelDataUrl) return;
  throw new ConflictError(
    'foreign-writer',
    `The model ${ModelName} is made of ${there?.Image} and ${there?.ModelDataUrl}, not of ${Image} and ${ModelDataUrl}: somebody else made it.`,
  );
}
