/** A range of numbers, half as wide again on both sides, to two digits of the range, without crossing 0. */
export function beyond(min: number, max: number): { minimum: number; maximum: number } {
  const range = max - min || Math.abs(max) || 1;
  const step = 10 ** (Math.floor(Math.log10(range)) - 1);
  const low = Math.floor((min - range / 2) / step) * step;
  const high = Math.ceil((max + range / 2) / step) * step;
  const tidy = (value: number) => Number(value.toPrecision(12));
  return {
    minimum: min >= 0 ? Math.max(0, tidy(low)) : tidy(low),
    maximum: max <= 0 ? Math.min(0, tidy(high)) : tidy(high),
  };
}
