/** Offsets of the ends of a text's lines, so that many places are found without reading it again. */
export function lineEndsOf(text: string): number[] {
  const ends: number[] = [];
  for (let end = text.indexOf('\n'); end !== -1; end = text.indexOf('\n', end + 1)) ends.push(end);
  return ends;
}

/** 1-based line of an offset. */
export function lineAt(ends: number[], at: number): number {
  let [low, high] = [0, ends.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ends[middle] ?? 0) < at) low = middle + 1;
    else high = middle;
  }
  return low + 1;
}
