import { App, CfnOutput, Stack, aws_secretsmanager as secrets } from 'aws-cdk-lib';
import { ModelDelivery, Repository, Workload } from 'signalbox';

const app = new App();
const stack = new Stack(app, 'Iris');
const delivery = new ModelDelivery(stack, 'Delivery', {
  pipelineName: 'iris',
  workload: Workload.fromFolder('iris'),
  repository: Repository.gitHub({
    repository: 'octo/iris',
    webhookSecret: secrets.Secret.fromSecretNameV2(stack, 'WebhookSecret', 'signalbox/iris/webhook'),
    token: secrets.Secret.fromSecretNameV2(stack, 'Token', 'signalbox/iris/github'),
  }),
});
new CfnOutput(stack, 'WebhookUrl', { value: delivery.webhookUrl ?? 'none' });
