import { layout } from '../../../lib/core/store-layout.ts';
import type { Call } from '../../support/iam.ts';
import { keyOf, withKey } from '../authorized/key.ts';
import { arn, asked } from '../authorized/rule.ts';
import type { Deployed, Lane } from '../deployed/template.ts';
import type { Implied, RoleCall } from './implied.ts';

/** What runs as a served model, or trains one: it loads its model, and SageMaker pulls images, writes logs and captures for it. */
export const served: Implied = (deployed) =>
  deployed.iam.roles().flatMap((role): RoleCall[] => {
    const lane = role.startsWith('PipelineDeliveryLane') ? 'DeliveryLane' : 'PullRequestLane';
    if (role.includes('LaneServedRole'))
      return ofServed(deployed, lane).map((call) => ({ role, call, by: `the served model of ${lane}` }));
    if (role.includes('LaneTrainingJobRole'))
      return ofTraining(deployed, lane).map((call) => ({ role, call, by: `the training of ${lane}` }));
    return [];
  });

function storeOf(deployed: Deployed): { id: string; store: string } {
  const { SIGNALBOX_STORE = '' } = deployed.environmentOf(deployed.functionOf('admit'));
  const id = deployed.named('AWS::S3::Bucket', SIGNALBOX_STORE);
  return { id, store: deployed.resolver.arnOf(id) };
}

function ofServed(deployed: Deployed, lane: Lane): Call[] {
  const { id, store } = storeOf(deployed);
  const env = deployed.environmentOf(deployed.functionOf('score', lane));
  const model = [
    asked('s3:GetObject', `${store}/${layout.model('0'.repeat(64))}`),
    ...withKey(deployed, keyOf(deployed, id), 'Decrypt'),
  ];
  const { SIGNALBOX_SERVED_FUNCTION: name, SIGNALBOX_SERVED_ENDPOINT: endpoint } = env;
  if (name !== undefined) return [...model, ...logs(`/aws/lambda/${name}`, ['CreateLogStream', 'PutLogEvents'])];
  const captured = env.SIGNALBOX_SERVED_CAPTURE_PERCENT
    ? [put(`${store}/captured/${endpoint}/a`), ...withKey(deployed, keyOf(deployed, id), 'GenerateDataKey')]
    : [];
  return [
    ...model,
    ...captured,
    ...pulled(deployed, lane === 'DeliveryLane' ? ['DeliveryLane'] : ['DeliveryLane', 'PullRequestLane']),
    ...['AWS/SageMaker', '/aws/sagemaker/Endpoints'].map((namespace) =>
      asked('cloudwatch:PutMetricData', '*', { 'cloudwatch:namespace': namespace }),
    ),
    ...logs(`/aws/sagemaker/Endpoints/${endpoint}`),
    ...logs(`/aws/sagemaker/Endpoints/${endpoint}-proof-0`),
  ];
}

function ofTraining(deployed: Deployed, lane: Lane): Call[] {
  const { id, store } = storeOf(deployed);
  const runId = lane === 'DeliveryLane' ? 'data-0123456789ab-1' : 'pull-request-0123456789ab-1';
  const split = layout.split(runId, 'train');
  return [
    asked('s3:ListBucket', store, { 's3:prefix': split }),
    asked('s3:GetObject', `${store}/${split}00000.csv`),
    put(`${store}/${layout.run(runId)}train/job/output/model.tar.gz`),
    ...withKey(deployed, keyOf(deployed, id), 'Decrypt', 'GenerateDataKey'),
    ...pulled(deployed, [lane]),
    ...logs('/aws/sagemaker/TrainingJobs'),
  ];
}

const put = (object: string) => asked('s3:PutObject', object, { 's3:ObjectCreationOperation': 'true' });

const groups = ['CreateLogGroup', 'CreateLogStream', 'DescribeLogStreams', 'PutLogEvents'];

function logs(group: string, actions = groups): Call[] {
  return actions.map((action) => asked(`logs:${action}`, arn('logs', `log-group:${group}:log-stream:a`)));
}

function pulled(deployed: Deployed, lanes: Lane[]): Call[] {
  const repositories = deployed
    .ofType('AWS::ECR::Repository')
    .filter(([id]) => lanes.some((lane) => id.startsWith(`Pipeline${lane}`)));
  return [
    asked('ecr:GetAuthorizationToken', '*'),
    ...repositories.flatMap(([id]) =>
      ['BatchCheckLayerAvailability', 'BatchGetImage', 'GetDownloadUrlForLayer'].map((action) =>
        asked(`ecr:${action}`, deployed.resolver.arnOf(id)),
      ),
    ),
  ];
}
