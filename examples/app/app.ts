import { App, Stack } from 'aws-cdk-lib';
import { ModelDelivery, Workload } from 'signalbox';

const app = new App();
new ModelDelivery(new Stack(app, 'Iris'), 'Delivery', {
  pipelineName: 'iris',
  workload: Workload.fromFolder('iris'),
});
