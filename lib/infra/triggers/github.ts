import { aws_lambda as lambda } from 'aws-cdk-lib';
import { Construct } from 'constructs';

/**
 * Where GitHub sends its webhooks. The URL is open, since GitHub cannot sign for AWS: the function lets in what the secret
 * signed, and has no right but to put a message on the intake queue.
 */
export class GitHubTrigger extends Construct {
  readonly url: string;

  constructor(scope: Construct, webhook: lambda.Function, concurrency: number | 'unreserved') {
    super(scope, 'GitHub');
    if (concurrency !== 'unreserved')
      (webhook.node.defaultChild as lambda.CfnFunction).reservedConcurrentExecutions = concurrency;
    this.url = webhook.addFunctionUrl({ authType: lambda.FunctionUrlAuthType.NONE }).url;
  }
}
