import { aws_iam as iam, type aws_kms as kms, type aws_lambda as lambda } from 'aws-cdk-lib';
import { environment } from '../core/environment.ts';

/** Lets the one function that cuts releases sign them; whoever verifies one needs `kms:Verify` or the public key. */
export function signReleases(cutRelease: lambda.Function, key: kms.IKey): void {
  cutRelease.addEnvironment(environment.signingKeyArn, key.keyArn);
  cutRelease.addToRolePolicy(new iam.PolicyStatement({ actions: ['kms:Sign'], resources: [key.keyArn] }));
}
