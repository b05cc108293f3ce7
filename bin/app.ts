import { Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import { deliveryApp } from '../lib/infra/delivery-app.ts';

const app = deliveryApp(process.env.SIGNALBOX_WORKLOAD ?? 'examples/iris');
Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
