import { Readable } from 'node:stream';
import { apiModel } from '../../fakes/aws/api-models.ts';
import { breaches, madeLater } from '../../fakes/service-model.ts';
import type { SdkCall } from '../deployed/recorder.ts';

/** What of a call the service's published model does not know, or knows to be of another type, length or form. */
export function faultsOf({ caller, service, operation, input }: SdkCall): string[] {
  const model = apiModel(service);
  const known = model.operations[operation];
  if (!known) return [`${caller}: the extract of ${service}'s model has no ${operation}`];
  // A stream's bytes are not known before they are sent.
  const whole = Object.entries(input).map(([name, value]) => [name, value instanceof Readable ? madeLater : value]);
  return breaches(model, known.input, Object.fromEntries(whole), `${caller}: ${service}:${operation}`, 'sdk');
}
