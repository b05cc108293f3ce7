import type { Resolver } from '../../lib/local/assembly/resolve.ts';

/** A text of a template. What CDK takes out of an ARN, role names and registries, is more than a laptop resolves. */
export function resolvedText(resolver: Resolver, value: unknown): string {
  return resolver.text(selected(resolver, value));
}

function selected(resolver: Resolver, value: unknown): unknown {
  if (Array.isArray(value)) return value.map((one) => selected(resolver, one));
  if (typeof value !== 'object' || value === null) return value;
  const [[intrinsic, argument] = ['', null]] = Object.entries(value);
  if (intrinsic !== 'Fn::Select') return { [intrinsic]: selected(resolver, argument) };
  const [index, { 'Fn::Split': split }] = argument as [number, { 'Fn::Split': [string, unknown] }];
  return resolvedText(resolver, split[1]).split(split[0])[index];
}
