import type { DeployedPatient, DoctorClients } from '../../../../lib/cli/deployed/doctor/patient.ts';
import type { DeployedPlace } from '../../../../lib/core/deployed-place.ts';
import { served, type World } from '../../../steps/world.ts';
import { type Answers, answering } from '../answering.ts';

const arn = (resource: string) => `arn:aws:states:eu-west-1:111122223333:stateMachine:${resource}`;
const topic = (name: string) => `arn:aws:sns:eu-west-1:111122223333:${name}`;

const place: DeployedPlace = {
  pipeline: 'iris',
  ...{ store: 'the-store', data: 'the-data' },
  machines: { delivery: arn('delivery'), pullRequest: arn('pull-request'), rollout: arn('rollout') },
  intakeQueueUrl: 'https://sqs/intake',
  deadLetters: ['events', 'intake'].map((name) => ({
    ...{ name, url: `https://sqs/${name}`, arn: `arn:aws:sqs:eu-west-1:111122223333:${name}` },
    source: { kind: 'queue' as const, url: 'https://sqs/intake' },
  })),
  served: { functionName: 'the-model', alias: 'production' },
  topics: { events: topic('events'), approvals: topic('approvals') },
  key: null,
  functions: { intake: 'the-intake', recover: 'the-recover', operate: 'the-operate' },
  repository: null,
};

export interface TestPatient extends DeployedPatient {
  ports: World;
  /** Names of the commands that were sent. */
  sent: string[];
}

/** A pipeline where 1.0.0 serves; AWS answers each command as told, and fails by name at any other. */
export async function patient(answers: Answers = {}, changes: Partial<DeployedPlace> = {}): Promise<TestPatient> {
  const ports = await served();
  const { aws, sent } = answering<DoctorClients>(answers);
  const { store, executions, clock } = ports;
  const post = async () => 401;
  return { place: { ...place, ...changes }, ports, sent, store, executions, clock, aws, post, template: null };
}

/** An answer that a service refuses, by the name of its exception. */
export function refuses(name: string, message = 'refused'): () => never {
  return () => {
    throw Object.assign(new Error(message), { name });
  };
}
