import type { Examination } from '../../../core/doctor.ts';
import { alarms } from './checks/alarms.ts';
import { credentials } from './checks/credentials.ts';
import { dataEvents } from './checks/data-events.ts';
import { deadLetters } from './checks/dead-letters.ts';
import { definitions } from './checks/definitions.ts';
import { functions } from './checks/functions.ts';
import { lease } from './checks/lease.ts';
import { machines } from './checks/machines.ts';
import { permissions } from './checks/permissions.ts';
import { quotas } from './checks/quotas.ts';
import { secrets } from './checks/secrets.ts';
import { spending } from './checks/spending.ts';
import { subscribers } from './checks/subscribers.ts';
import { traffic } from './checks/traffic.ts';
import { webhook } from './checks/webhook.ts';
import type { DeployedPatient } from './patient.ts';

/** Every examination of a deployed pipeline, in the order in which it is told. One more: one file and one line here. */
export const examinations: Record<string, Examination<DeployedPatient>> = {
  credentials,
  machines,
  definitions,
  functions,
  permissions,
  traffic,
  lease,
  'dead-letters': deadLetters,
  alarms,
  subscribers,
  secrets,
  webhook,
  'data-events': dataEvents,
  quotas,
  spending,
};
