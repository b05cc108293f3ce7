import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { App, Stack, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import { parsePolicy } from '../lib/core/policy/parse.ts';
import { ModelDelivery } from '../lib/infra/model-delivery.ts';
import { targetOf } from '../lib/infra/targets/factories.ts';
import { Workload } from '../lib/infra/workload.ts';

const folder = process.env.SIGNALBOX_WORKLOAD ?? 'examples/iris';
const policy = parsePolicy(readFileSync(join(folder, 'signalbox.yaml'), 'utf8'), join(folder, 'signalbox.yaml'));
const app = new App();
Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
new ModelDelivery(new Stack(app, `Signalbox-${policy.name}`), 'Pipeline', {
  pipelineName: policy.name,
  workload: Workload.fromFolder(folder),
  target: targetOf(policy),
});
