import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Duration, aws_ec2 as ec2, aws_kms as kms, Size, type Stack } from 'aws-cdk-lib';
import type { ModelDeliveryProps } from '../../lib/infra/model-delivery-props.ts';
import { Training } from '../../lib/infra/training/factories.ts';
import { pythonEnvironment } from '../support/python-environment.ts';
import { onCodeCommit, onGitHub } from './connected.ts';
import { pipeline } from './pipeline.ts';
import { targetProps } from './target-props.ts';

const run = 'import cfnlint.runner, sys; sys.exit(cfnlint.runner.main())';
const folder = mkdtempSync(join(tmpdir(), 'templates-'));
afterAll(() => rmSync(folder, { recursive: true }));

test('neither CDK nor cfn-lint finds anything in the templates but the redundant DependsOn that CDK writes', async () => {
  const instanceType = ec2.InstanceType.of(ec2.InstanceClass.G5, ec2.InstanceSize.XLARGE);
  const training = Training.sagemaker({ instanceType, volume: Size.gibibytes(100) });
  // Every target, each with another of what a pipeline may have beside it: a template takes half a minute.
  const beside: Record<string, (stack: Stack) => Partial<ModelDeliveryProps>> = {
    'lambda-alias': () => ({}),
    'sagemaker-endpoint': () => ({ training }),
    'sagemaker-endpoint without instances': onCodeCommit,
    'sagemaker-guardrails': (stack) => ({
      ...onGitHub(stack),
      encryptionKey: new kms.Key(stack, 'Key'),
      alarms: { dataWithin: Duration.days(7) },
    }),
  };
  expect(Object.keys(beside)).toEqual(Object.keys(targetProps));
  const templates = Object.fromEntries(
    Object.entries(targetProps).map(([name, props]) => [
      name.replaceAll(' ', '-'),
      // CDK throws.
      pipeline((stack) => ({ ...beside[name]?.(stack), ...props }), { validated: true }),
    ]),
  );
  const files = Object.entries(templates).map(([name, { resources: Resources }]) => {
    const file = join(folder, `${name}.json`);
    writeFileSync(file, JSON.stringify({ Resources }));
    return file;
  });
  const python = await pythonEnvironment('cfn-lint');
  const linted = promisify(execFile)(python, ['-c', run, '--ignore-checks', 'W3005', '--', ...files]);
  await expect(linted).resolves.toEqual({ stdout: '', stderr: '' });
}, 600_000);
