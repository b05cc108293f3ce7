import { Aws, type aws_iam as iam, type aws_s3 as s3, aws_stepfunctions as sfn } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { ProfileOutput } from '../../core/step-io.ts';
import { layout } from '../../core/store-layout.ts';
import { statement } from '../allow.ts';
import type { ProvingParts } from './parts.ts';
import { retryTrouble } from './retries.ts';
import { fieldsOf, stepContext, stepTask } from './step-task.ts';

/**
 * One child execution a shard. Results go to the store, one object a shard, so the map run's own answer is dropped.
 * One that is lost fails the run (no failure is tolerated), after its retries; one that was finished is not made again when the
 * run is redriven. 40 at once stays well within a new account's 1,000 concurrent functions and leaves room for other pipelines.
 */
export function profileMap(
  scope: Construct,
  { functions, store, runIds }: Pick<ProvingParts, 'functions' | 'store' | 'runIds'>,
): sfn.DistributedMap {
  const map = new sfn.DistributedMap(scope, 'Profile', {
    label: 'Profile',
    itemReader: new ShardReader(scope, store, runIds),
    itemSelector: { ...stepContext, shard: sfn.JsonPath.objectAt('$$.Map.Item.Value') },
    maxConcurrency: 40,
    resultPath: sfn.JsonPath.DISCARD,
  });
  const shard = stepTask(scope, 'ProfileShard', functions.profile, {
    payload: {
      runId: sfn.JsonPath.stringAt('$.runId'),
      executionArn: sfn.JsonPath.stringAt('$.executionArn'),
      shard: sfn.JsonPath.objectAt('$.shard'),
    },
    result: { path: '$', selector: fieldsOf<ProfileOutput>('index', 'status', 'rows') },
  });
  return map.itemProcessor(retryTrouble(shard, 'lambda'));
}

/** Reads the JSON array at runs/<id>/shards.json; unlike CDK's reader, its grant ends at that key. */
class ShardReader implements sfn.IItemReader {
  readonly bucket: s3.IBucket;
  readonly resource = `arn:${Aws.PARTITION}:states:::s3:getObject`;

  private readonly scope: Construct;
  private readonly runIds: string;

  constructor(scope: Construct, store: s3.IBucket, runIds: string) {
    this.scope = scope;
    this.runIds = runIds;
    this.bucket = store;
  }

  render(): object {
    return {
      Resource: this.resource,
      ReaderConfig: { InputType: 'JSON' },
      Parameters: {
        Bucket: this.bucket.bucketName,
        Key: sfn.JsonPath.format(layout.shards('{}'), sfn.JsonPath.stringAt('$.runId')),
      },
    };
  }

  providePolicyStatements(): iam.PolicyStatement[] {
    return [
      statement(this.scope, {
        actions: ['s3:GetObject'],
        resources: [this.bucket.arnForObjects(layout.shards(this.runIds))],
        because: 'Every run has its own folder, known when it runs; this one file of it is read.',
      }),
    ];
  }

  validateItemReader(): string[] {
    return [];
  }
}
