import { uniformsFrom } from '../../uniforms.ts';

/** Standard normal numbers from a seed: Box and Muller's transform, one of each pair. */
export function gaussiansFrom(seed: number): () => number {
  const uniform = uniformsFrom(seed);
  return () => {
    // In (0, 1], whose logarithm is finite.
    const radius = Math.sqrt(-2 * Math.log(1 - uniform()));
    return radius * Math.cos(2 * Math.PI * uniform());
  };
}
