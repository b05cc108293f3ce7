/** Items in groups of at most so many, as even as they can be. */
export function batches<T>(items: T[], most: number): T[][] {
  const count = Math.ceil(items.length / Math.max(1, most));
  const size = Math.ceil(items.length / Math.max(1, count));
  return Array.from({ length: count }, (_, at) => items.slice(at * size, (at + 1) * size));
}
