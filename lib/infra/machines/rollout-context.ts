import { aws_stepfunctions as sfn } from 'aws-cdk-lib';

/** RolloutInput as it came; the execution is Delivery's, which holds the lease. */
export const rolloutContext = {
  runId: sfn.JsonPath.stringAt('$.runId'),
  executionArn: sfn.JsonPath.stringAt('$.executionArn'),
  version: sfn.JsonPath.stringAt('$.version'),
  token: sfn.JsonPath.numberAt('$.token'),
};
