import { App, aws_ec2 as ec2, Stack } from 'aws-cdk-lib';
import { ModelDelivery, Training, Workload } from 'signalbox';

const app = new App();
new ModelDelivery(new Stack(app, 'Iris'), 'Delivery', {
  pipelineName: 'iris',
  workload: Workload.fromFolder('iris'),
  training: Training.sagemaker({ instanceType: ec2.InstanceType.of(ec2.InstanceClass.G5, ec2.InstanceSize.XLARGE) }),
  trainingBudget: { maxDollarsPerRun: 5, maxDollarsPerMonth: 100 },
});
