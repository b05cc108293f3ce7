import { App, aws_codecommit as codecommit, Stack } from 'aws-cdk-lib';
import { ModelDelivery, Repository, Workload } from 'signalbox';

const app = new App();
const stack = new Stack(app, 'Iris');
new ModelDelivery(stack, 'Delivery', {
  pipelineName: 'iris',
  workload: Workload.fromFolder('iris'),
  repository: Repository.codeCommit({
    repository: codecommit.Repository.fromRepositoryName(stack, 'Repository', 'iris'),
  }),
});
