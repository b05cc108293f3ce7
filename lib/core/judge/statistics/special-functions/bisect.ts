/**
 * The x in [low, high] where a function that rises crosses 0, as exactly as doubles can say it: halving until no double is
 * left between. Nothing else is asked of the function, so an infinite end or a flat stretch does no harm. Without a change of
 * sign the end nearer to it is the answer.
 */
export function bisect(rising: (x: number) => number, low: number, high: number): number {
  let [below, above] = [low, high];
  if (rising(below) >= 0) return below;
  if (rising(above) <= 0) return above;
  for (;;) {
    const middle = below + (above - below) / 2;
    if (middle <= below || middle >= above) return middle;
    if (rising(middle) < 0) below = middle;
    else above = middle;
  }
}
