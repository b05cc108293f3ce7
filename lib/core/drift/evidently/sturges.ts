import { binned } from '../binnings/binning.ts';
import type { Counts } from '../pair.ts';
import type { Cells } from '../statistics/cells.ts';

/**
 * ⌈log₂ size + 1⌉ bins of one width over the range of both sides (Sturges), the last one with its right end. Edges are those of
 * numpy.linspace, so that a value on an edge lands where numpy puts it. Oracle: numpy.histogram_bin_edges.
 */
export function sturges(cells: Cells, size: number): Counts {
  const [low, high] = [cells.lower[0] ?? 0, cells.lower.at(-1) ?? 0];
  if (low === high) return binned(cells, 1, () => 0);
  const bins = Math.ceil(Math.log2(size) + 1);
  const width = (high - low) / bins;
  const edge = (bin: number) => (bin === bins ? high : low + bin * width);
  return binned(cells, bins, (cell) => {
    const value = cells.lower[cell] ?? 0;
    const near = Math.min(bins - 1, Math.floor((value - low) / width));
    if (value < edge(near)) return near - 1;
    return near + 1 < bins && value >= edge(near + 1) ? near + 1 : near;
  });
}
