import {
  Duration,
  aws_events as events,
  type aws_logs as logs,
  Stack,
  aws_stepfunctions as sfn,
  aws_events_targets as targets,
} from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { statement } from '../allow.ts';
import { IntegrationTask, seconds } from '../machines/integration-task.ts';
import { retryTrouble } from '../machines/retries.ts';
import { SignalboxMachine } from '../machines/state-machine.ts';
import { Names } from '../names.ts';
import type { TargetPlace } from './target.ts';

const groups = '/aws/sagemaker/Endpoints';

/**
 * SageMaker makes a log group for each endpoint on which a version is tried, and keeps it for ever. Its name is known when it is tried, so
 * that no template can hold it: a machine without code hears of the endpoint and says how long its log is kept. No step needs a right for
 * it, and no release waits for it. The group of training jobs is left alone: those of the whole account write to that one.
 */
export class ProofLogs extends Construct {
  constructor(scope: Construct, endpointNames: string[], place: TargetPlace) {
    super(scope, 'ProofLogs');
    const { pipeline, logRetention, removalPolicy } = place;
    const { machine } = new SignalboxMachine(this, 'Machine', {
      kind: 'proof_logs',
      names: new Names(this, pipeline),
      timeout: Duration.minutes(30),
      logRetention,
      removalPolicy,
      states: (states) => keepFor(states, logRetention, endpointNames),
    });
    new events.Rule(this, 'Tried', {
      description: `Signalbox ${pipeline}: the log of what is tried is kept for ${logRetention} days`,
      eventPattern: {
        source: ['aws.sagemaker'],
        detailType: ['SageMaker Endpoint State Change'],
        detail: { EndpointName: endpointNames.map((name) => ({ prefix: proofsOf(name) })) },
      },
      targets: [new targets.SfnStateMachine(machine)],
    });
  }
}

const proofsOf = (endpointName: string) => `${endpointName}-proof-`;

function keepFor(scope: Construct, days: logs.RetentionDays, endpointNames: string[]): sfn.IChainable {
  const LogGroupName = sfn.JsonPath.format(`${groups}/{}`, sfn.JsonPath.stringAt('$.detail.EndpointName'));
  const task = (name: string, call: string, parameters: object) =>
    new IntegrationTask(scope, name, {
      integration: `aws-sdk:cloudwatchlogs:${call}`,
      parameters: { LogGroupName, ...parameters },
      policies: [
        statement(scope, {
          actions: [`logs:${call.charAt(0).toUpperCase()}${call.slice(1)}`],
          resources: endpointNames.map((name) =>
            Stack.of(scope).formatArn({ service: 'logs', resource: `log-group:${groups}/${proofsOf(name)}*` }),
          ),
          because: 'What is tried is named after the version, known when it is tried.',
        }),
      ],
      timeout: seconds(60),
      resultPath: null,
    });
  const keep = retryTrouble(task('KeepFor', 'putRetentionPolicy', { RetentionInDays: days }), 'logs');
  // Mostly SageMaker was faster; whatever else it is, the next state fails of it too.
  const make = task('MakeGroup', 'createLogGroup', {}).addCatch(keep, {
    errors: [sfn.Errors.TASKS_FAILED],
    resultPath: sfn.JsonPath.DISCARD,
  });
  make.next(keep);
  return make;
}
