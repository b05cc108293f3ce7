import { CfnResource } from 'aws-cdk-lib';
import { deliveryApp } from '../../lib/infra/delivery-app.ts';
import { swaps } from './swaps.ts';

/** The app that `cdk deploy` deploys, with the types that the emulator does not know swapped; ids and references stay. */
const app = deliveryApp(process.env.SIGNALBOX_WORKLOAD ?? 'examples/iris');
for (const one of app.node.findAll())
  if (CfnResource.isCfnResource(one) && one.cfnResourceType === swaps.reportGroups.resource) {
    one.addOverride('Type', 'AWS::Logs::LogGroup');
    one.addDeletionOverride('Properties');
  }
