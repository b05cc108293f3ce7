/** A standard normal number from two uniform ones: Box and Muller, "A note on the generation of random normal deviates", 1958. */
export function normal(uniform: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform());
}
