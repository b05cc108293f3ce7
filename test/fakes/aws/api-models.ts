import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ServiceModel } from '../service-model.ts';

const models = new Map<string, ServiceModel>();

/** The part that we use of a service's published API model, by botocore's name of the service. */
export function apiModel(service: string): ServiceModel {
  const known = models.get(service);
  if (known) return known;
  const path = join(import.meta.dirname, `../../oracles/models/${service}.json`);
  const model: ServiceModel = JSON.parse(readFileSync(path, 'utf8'));
  models.set(service, model);
  return model;
}
