import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { App, CfnOutput, Stack } from 'aws-cdk-lib';
import { parsePolicy } from '../core/policy/parse.ts';
import { settingsOf } from './app-settings.ts';
import { ModelDelivery } from './model-delivery.ts';
import { targetOf } from './targets/factories.ts';
import { Workload } from './workload.ts';

/** An app with one stack that delivers the workload in `folder` as its `signalbox.yaml` says; the context may connect a repository. */
export function deliveryApp(folder: string): App {
  const file = join(folder, 'signalbox.yaml');
  const policy = parsePolicy(readFileSync(file, 'utf8'), file);
  const app = new App();
  const stack = new Stack(app, `Signalbox-${policy.name}`);
  const { webhookUrl } = new ModelDelivery(stack, 'Pipeline', {
    pipelineName: policy.name,
    workload: Workload.fromFolder(folder),
    target: targetOf(policy),
    ...settingsOf(app, stack),
  });
  if (webhookUrl) new CfnOutput(stack, 'WebhookUrl', { value: webhookUrl });
  return app;
}
