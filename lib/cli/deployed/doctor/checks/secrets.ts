import { DescribeSecretCommand, GetSecretValueCommand } from '@aws-sdk/client-secrets-manager';
import { type Examination, fail, ok, type Said } from '../../../../core/doctor.ts';
import type { DeployedPatient } from '../patient.ts';

/** Whether the secrets are there and hold something; what they hold is neither kept nor told. */
export const secrets: Examination<DeployedPatient> = {
  about: 'whether the secrets are there and hold something, which is never told',
  actions: ['secretsmanager:DescribeSecret', 'secretsmanager:GetSecretValue'],
  look: async (patient) => {
    const { webhookSecretArn, tokenArn } = patient.place.repository ?? {};
    const all = [webhookSecretArn, tokenArn].filter((arn) => typeof arn === 'string');
    if (all.length === 0) return [ok('this pipeline has none')];
    const said = (await Promise.all(all.map((arn) => faultOf(patient, arn)))).flat();
    return said.length > 0 ? said : [ok(`${all.length} are there, and none is empty`)];
  },
};

async function faultOf({ aws }: DeployedPatient, SecretId: string): Promise<Said[]> {
  const { DeletedDate, Name = SecretId } = await aws.secrets.send(new DescribeSecretCommand({ SecretId }));
  if (DeletedDate !== undefined)
    return [fail(`${Name} is about to be deleted`, `aws secretsmanager restore-secret --secret-id ${Name}`)];
  const { SecretString, SecretBinary } = await aws.secrets.send(new GetSecretValueCommand({ SecretId }));
  const isEmpty = (SecretString ?? '').trim() === '' && (SecretBinary?.byteLength ?? 0) === 0;
  return isEmpty ? [fail(`${Name} is empty`, `aws secretsmanager put-secret-value --secret-id ${Name} …`)] : [];
}
