import { InputError } from '../../../core/errors.ts';

/** SageMaker's limit of 63, less `-c-`, a servable's id of 12, a hyphen and 7 of a hash. */
const longestEndpointName = 40;

/** What a variant is there for. A candidate keeps its name when it has taken over, until the next settling. */
export type Role = 'stable' | 'base' | 'cand';

const sageMakerName = /^[a-zA-Z0-9](-*[a-zA-Z0-9])*$/;
const variant = /^(stable|base|cand)-([A-Za-z0-9]+)$/;

export function checkEndpointName(name: string): void {
  if (sageMakerName.test(name) && name.length <= longestEndpointName) return;
  const allowed = `letters, digits and hyphens between them, at most ${longestEndpointName}`;
  throw new InputError('endpoint-name', `The endpoint cannot be named ${JSON.stringify(name)}; allowed: ${allowed}.`);
}

export function variantName(role: Role, servableId: string): string {
  return `${role}-${servableId}`;
}

/** Undefined: not one of ours. */
export function readVariantName(name = ''): { role: Role; servableId: string } | undefined {
  const [, role, servableId] = variant.exec(name) ?? [];
  return role && servableId ? { role: role as Role, servableId } : undefined;
}

/** What belongs to an endpoint, by the beginning of its name. */
export function namesOf(endpointName: string) {
  const [model, config, proof] = ['m', 'c', 'proof'].map((kind) => `${endpointName}-${kind}-`) as [
    string,
    string,
    string,
  ];
  return { model, config, proof };
}

/** What follows the prefix, where that is one word: the id of a servable. */
export function idAfter(prefix: string, name = ''): string | undefined {
  const rest = name.startsWith(prefix) ? name.slice(prefix.length) : '';
  return /^[A-Za-z0-9]+$/.test(rest) ? rest : undefined;
}

/** A configuration of one version alone may say in its name which. */
export function configLabel(servableId: string | undefined, hash: string): string {
  return servableId === undefined ? hash.slice(0, 16) : `${servableId}-${hash.slice(0, 7)}`;
}

export function servableOfConfig(prefix: string, name = ''): string | undefined {
  const rest = name.startsWith(prefix) ? name.slice(prefix.length) : '';
  return /^([A-Za-z0-9]+)-[0-9a-f]{7}$/.exec(rest)?.[1];
}

/** Whether it is one of this endpoint's, and not of another whose name begins like it. */
export function isConfigOf(prefix: string, name = ''): boolean {
  return idAfter(prefix, name) !== undefined || servableOfConfig(prefix, name) !== undefined;
}
