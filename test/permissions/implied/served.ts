import { layout } from '../../../lib/core/store-layout.ts';
import { keyOf, withKey } from '../authorized/key.ts';
import { arn, asked } from '../authorized/rule.ts';
import type { Implied } from './implied.ts';

/** What runs as a served model: it loads its model, and its words go to a log. */
export const served: Implied = (deployed) =>
  deployed.iam
    .roles()
    .filter((role) => /LaneServedRole/.test(role))
    .flatMap((role) => {
      const store = deployed.named(
        'AWS::S3::Bucket',
        deployed.environmentOf(deployed.functionOf('admit')).SIGNALBOX_STORE ?? '',
      );
      const lane = role.startsWith('PipelineDeliveryLane') ? 'DeliveryLane' : 'PullRequestLane';
      const { SIGNALBOX_SERVED_FUNCTION: name } = deployed.environmentOf(deployed.functionOf('score', lane));
      const calls = [
        asked('s3:GetObject', `${deployed.resolver.arnOf(store)}/${layout.model('0'.repeat(64))}`),
        ...withKey(deployed, keyOf(deployed, store), 'Decrypt'),
        ...['CreateLogStream', 'PutLogEvents'].map((action) =>
          asked(`logs:${action}`, arn('logs', `log-group:/aws/lambda/${name}:log-stream:a`)),
        ),
      ];
      return calls.map((call) => ({ role, call, by: `the served model of ${lane}` }));
    });
