import { App, CfnOutput, Stack } from 'aws-cdk-lib';
import { helps } from '../core/rollout/compatibility.ts';
import { settingsOf } from './app-settings.ts';
import { ModelDelivery } from './model-delivery.ts';
import { targetOf } from './targets/factories.ts';
import { policyOf, Workload } from './workload.ts';

/**
 * An app with one stack that delivers the workload in `folder` as its `signalbox.yaml` says, with a front door where its rollouts
 * need one; the context may connect a repository.
 */
export function deliveryApp(folder: string): App {
  const policy = policyOf(folder);
  const target = targetOf(policy);
  const app = new App();
  const stack = new Stack(app, `Signalbox-${policy.name}`);
  const { webhookUrl, invokeUrl } = new ModelDelivery(stack, 'Pipeline', {
    pipelineName: policy.name,
    workload: Workload.fromFolder(folder),
    target,
    frontDoor: helps(policy, { ...target.serves, door: false }, { door: true }),
    ...settingsOf(app, stack),
  });
  if (webhookUrl) new CfnOutput(stack, 'WebhookUrl', { value: webhookUrl });
  if (invokeUrl) new CfnOutput(stack, 'InvokeUrl', { value: invokeUrl });
  return app;
}
