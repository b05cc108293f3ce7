import { layout } from '../../../lib/core/store-layout.ts';
import type { Call } from '../../support/iam.ts';
import { asked, data, images, inStore, notificationsKey, ours, secretArn, store } from './template.ts';

const account = 'local:000000000000';
const served = `arn:aws:lambda:${account}:function:signalbox-iris-model`;
const candidate = `${served}-pull-request`;
const machine = (kind: string) => `arn:aws:states:${account}:stateMachine:signalbox-iris-${kind}`;
const role = (part: string) => ours.arn('AWS::IAM::Role', part);
const intakeQueue = ours.arn('AWS::SQS::Queue', 'IntakeWorkQueue');
const stepFunction = ours.arn('AWS::Lambda::Function', 'DeliveryLanerolloutpromote');
/** What no role of a pull request may do, by what somebody would do it for. */
export const forbidden: Record<string, Call> = {
  'release a model': inStore('s3:PutObject', layout.manifest('9.9.9')),
  'change what became of a release': inStore('s3:PutObject', layout.releaseOutcome('1.0.0')),
  'move the channel': inStore('s3:PutObject', layout.channel('production')),
  'take the lease': inStore('s3:PutObject', layout.lease('iris')),
  'look who holds the lease': inStore('s3:GetObject', layout.lease('iris')),
  'jump the queue': inStore('s3:PutObject', layout.queue('iris')),
  'change where a rollout goes back to': inStore('s3:PutObject', layout.rollout('production')),
  'answer an approval': inStore('s3:PutObject', layout.approval('push-1')),
  'read the question and token of an approval': inStore('s3:GetObject', layout.approval('push-1')),
  'write a snapshot': inStore('s3:PutObject', layout.snapshot('0'.repeat(64))),
  'write a source': inStore('s3:PutObject', layout.source('0'.repeat(64))),
  'write a sample': inStore('s3:PutObject', layout.sample('0'.repeat(64), 'iris.csv')),
  'claim a drop': inStore('s3:PutObject', layout.arrival('iris', 'hash')),
  'make a change look handled': inStore('s3:PutObject', layout.change('iris', 'identity')),
  'change what drift is measured against': inStore('s3:PutObject', layout.profile('0'.repeat(64))),
  "put a model in another's place": asked('s3:PutObject', `${store}/${layout.model('0'.repeat(64))}`, {
    's3:ObjectCreationOperation': 'true',
  }),
  "write into a push's run": inStore('s3:PutObject', layout.gate('push-1', 'model')),
  "read a push's rows": inStore('s3:GetObject', layout.splitShard('push-1', 'train', 0)),
  "read an older version of a push's rows": inStore('s3:GetObjectVersion', layout.splitShard('push-1', 'train', 0)),
  "read a push's predictions": inStore('s3:GetObject', layout.predictions('data-1')),
  "list a push's run": asked('s3:ListBucketVersions', store, { 's3:prefix': 'runs/push-1/' }),
  'read production data': asked('s3:GetObject', `${data}/incoming/iris/2026/iris.csv`),
  'read a version of production data': asked('s3:GetObjectVersion', `${data}/incoming/iris/2026/iris.csv`),
  'list production data': asked('s3:ListBucketVersions', data, { 's3:prefix': 'incoming/iris/' }),
  'drop data': asked('s3:PutObject', `${data}/incoming/iris/2026/iris.csv`),
  'delete its own run': inStore('s3:DeleteObject', layout.report('pull-request-1')),
  'delete a release': inStore('s3:DeleteObjectVersion', layout.manifest('1.0.0')),
  'open the store': asked('s3:PutBucketPolicy', store),
  'move traffic': asked('lambda:UpdateAlias', `${served}:production`),
  'move traffic where there was none': asked('lambda:CreateAlias', served),
  'take the alias away': asked('lambda:DeleteAlias', `${served}:production`),
  'move traffic on its own function': asked('lambda:UpdateAlias', `${candidate}:production`),
  'change what serves': asked('lambda:UpdateFunctionCode', served),
  'publish a version of what serves': asked('lambda:PublishVersion', served),
  'call what serves': asked('lambda:InvokeFunction', `${served}:production`),
  'delete what serves': asked('lambda:DeleteFunction', served),
  'delete its own function with its alias': asked('lambda:DeleteFunction', candidate),
  'change the code of a step': asked('lambda:UpdateFunctionCode', stepFunction),
  'call a step of delivery': asked('lambda:InvokeFunction', stepFunction),
  'open its function to the world': asked('lambda:AddPermission', candidate),
  'give its function a URL': asked('lambda:CreateFunctionUrlConfig', candidate),
  'start a delivery': asked('states:StartExecution', machine('delivery')),
  'start a rollout': asked('states:StartExecution', machine('rollout')),
  'stop a delivery': asked(
    'states:StopExecution',
    `arn:aws:states:${account}:execution:signalbox-iris-delivery:push-1`,
  ),
  'answer for a person': asked('states:SendTaskSuccess', machine('delivery')),
  'change its machine': asked('states:UpdateStateMachine', machine('pull-request')),
  "start delivery's checks, which have the Codecov token": asked(
    'codebuild:StartBuild',
    ours.arn('AWS::CodeBuild::Project', 'DeliveryLanechecksbuild'),
  ),
  'read the webhook secret': asked('secretsmanager:GetSecretValue', secretArn('webhook')),
  "read the code host's token": asked('secretsmanager:GetSecretValue', secretArn('token')),
  'read the Codecov token': asked('secretsmanager:GetSecretValue', secretArn('codecov')),
  'ask the intake for a run': asked('sqs:SendMessage', intakeQueue),
  'take messages from the intake': asked('sqs:ReceiveMessage', intakeQueue),
  'empty the intake queue': asked('sqs:PurgeQueue', intakeQueue),
  'ask people for approval': asked('sns:Publish', ours.arn('AWS::SNS::Topic', 'NotificationsApprovals')),
  "push into delivery's repository": asked('ecr:PutImage', images.deliverys),
  "upload into delivery's repository": asked('ecr:InitiateLayerUpload', images.deliverys),
  'delete an image': asked('ecr:BatchDeleteImage', images.theirs),
  "hand on the production model's role": asked('iam:PassRole', role('DeliveryLaneServedRole'), {
    'iam:PassedToService': 'lambda.amazonaws.com',
  }),
  'hand on the role of a step': asked('iam:PassRole', role('DeliveryLanerolloutpromoteRole'), {
    'iam:PassedToService': 'lambda.amazonaws.com',
  }),
  'hand its own role on to another service': asked('iam:PassRole', role('PullRequestLaneServedRole'), {
    'iam:PassedToService': 'ecs-tasks.amazonaws.com',
  }),
  'widen its own role': asked('iam:PutRolePolicy', role('PullRequestLanescoreRole')),
  'become another role': asked('sts:AssumeRole', role('DeliveryLanerolloutpromoteRole')),
  'open the key': asked('kms:PutKeyPolicy', notificationsKey),
  'delete the key': asked('kms:ScheduleKeyDeletion', notificationsKey),
  'switch the watchdog off': asked('events:DisableRule', `arn:aws:events:${account}:rule/Watchdog`),
  'change where the pipeline is said to be': asked(
    'ssm:PutParameter',
    `arn:aws:ssm:${account}:parameter/signalbox/iris/place`,
  ),
};
