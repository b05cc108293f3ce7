/** Columns whose values are streamed at once: fewer are held in less memory; more where every scan reads the whole file. */
export function columnsAtOnce(columnar: boolean): number {
  return columnar ? 16 : 128;
}

/** Items in groups of at most so many, as even as they can be. */
export function batches<T>(items: T[], most: number): T[][] {
  const count = Math.ceil(items.length / Math.max(1, most));
  const size = Math.ceil(items.length / Math.max(1, count));
  return Array.from({ length: count }, (_, at) => items.slice(at * size, (at + 1) * size));
}
