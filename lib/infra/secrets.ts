import { aws_iam as iam, Stack, type aws_secretsmanager as secretsmanager } from 'aws-cdk-lib';

/** The value of this one secret, and its key for Secrets Manager only; CDK's grant would let its description be read as well. */
export function readSecret(secret: secretsmanager.ISecret, role: iam.IRole): void {
  // An ARN without the suffix that Secrets Manager gives each secret: six characters of it are all that is open.
  const resources = [secret.secretFullArn ?? `${secret.secretArn}-??????`];
  role.addToPrincipalPolicy(new iam.PolicyStatement({ actions: ['secretsmanager:GetSecretValue'], resources }));
  if (!secret.encryptionKey) return;
  const through = `secretsmanager.${Stack.of(secret).region}.amazonaws.com`;
  role.addToPrincipalPolicy(
    new iam.PolicyStatement({
      actions: ['kms:Decrypt'],
      resources: [secret.encryptionKey.keyArn],
      conditions: { StringEquals: { 'kms:ViaService': through } },
    }),
  );
}

/** The ARN by which Secrets Manager finds it. */
export function secretIdOf(secret: secretsmanager.ISecret): string {
  return secret.secretFullArn ?? secret.secretArn;
}
