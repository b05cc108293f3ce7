import { type aws_iam as iam, aws_lambda as lambda } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { environment } from '../core/environment.ts';
import { wholeWithin } from './limits.ts';

export interface FrontDoorOptions {
  /**
   * Share of requests and answers that are written to the store, below `captured/`, where they stay for 30 days; 0 to 100. What is
   * mirrored is always looked at.
   * @default 10
   */
  capturePercent?: number;
}

/**
 * The one address of a model, for callers whom an alias or an endpoint cannot serve as the policy says: a function that mirrors,
 * keeps users with one version, and tells what was predicted. Whoever calls it signs as for any AWS service.
 */
export class FrontDoor extends Construct {
  readonly fn: lambda.Function;
  readonly url: lambda.FunctionUrl;

  /** `make`: makes the function, with what it needs of the pipeline. */
  constructor(
    scope: Construct,
    options: FrontDoorOptions,
    make: (variables: Record<string, string>) => lambda.Function,
  ) {
    super(scope, 'FrontDoor');
    const { capturePercent = 10 } = options;
    wholeWithin('ModelDelivery: frontDoor.capturePercent', capturePercent, 0, 100);
    this.fn = make({ [environment.doorCapturePercent]: String(capturePercent) });
    this.url = new lambda.FunctionUrl(this, 'Url', {
      function: this.fn,
      authType: lambda.FunctionUrlAuthType.AWS_IAM,
      // A caller has the answer before the door is done with copies and records.
      invokeMode: lambda.InvokeMode.RESPONSE_STREAM,
    });
  }

  /** Lets a role call the model. */
  grantInvoke(grantee: iam.IGrantable): iam.Grant {
    return this.url.grantInvokeUrl(grantee);
  }
}
