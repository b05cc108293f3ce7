import { aws_kms as kms } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import { pipeline } from './pipeline.ts';

const keyProps = { keySpec: kms.KeySpec.ECC_NIST_P256, keyUsage: kms.KeyUsage.SIGN_VERIFY };
const signed = pipeline((stack) => ({ signingKey: new kms.Key(stack, 'Signing', keyProps) }));

test('with a signing key, one function alone may sign, and it may do nothing else with it', () => {
  const policies = signed.ofType('AWS::IAM::Policy').filter(([, policy]) => JSON.stringify(policy).includes('Signing'));
  expect(policies.map(([id]) => id)).toEqual([expect.stringContaining('cutrelease')]);
  const statements: Array<{ Action: unknown }> = policies[0]?.[1].Properties.PolicyDocument.Statement;
  const onKey = statements.filter((statement) => JSON.stringify(statement).includes('Signing'));
  expect(onKey.map(({ Action }) => Action)).toEqual(['kms:Sign']);
  const functions = signed
    .ofType('AWS::Lambda::Function')
    .filter(([, { Properties }]) => Properties.Environment?.Variables?.SIGNALBOX_SIGNING_KEY_ARN);
  expect(functions.map(([id]) => id)).toEqual([expect.stringContaining('cutrelease')]);
  expect(new AwsSolutionsChecks().validateScope(signed.app).violations).toEqual([]);
});

test('without one, nothing may sign', () => {
  expect(JSON.stringify(pipeline().resources)).not.toMatch(/kms:Sign|SIGNING_KEY/);
});
