import { dollarsEach, priceOf, type Region } from './prices.ts';

/** `run`: each time; the rest by the month. `idle`: whatever happens; `storage`: what the runs of a month leave. */
export type Part = 'run' | 'serving' | 'idle' | 'storage';

/** One thing that is paid for. */
export interface Line {
  part: Part;
  service: string;
  what: string;
  quantity: number;
  unit: string;
  /** Null: the price table does not know it. */
  dollars: number | null;
  /** Page of the price, and when it said so; null where there is no price. */
  source: string | null;
  asOf: string | null;
}

/** One use of something in the price table, which may not know it. */
export interface Use {
  part: Part;
  /** A name of the table, or one that a template made up. */
  price: string;
  /** Who pays for what the table does not know. */
  service: string;
  what: string;
  quantity: number;
}

export function priced({ part, price: name, service, what, quantity }: Use, region: Region): Line {
  const price = priceOf(name);
  if (!price) return { part, service, what, quantity, unit: name, dollars: null, source: null, asOf: null };
  const { unit, source, asOf } = price;
  return { part, service, what, quantity, unit, dollars: quantity * dollarsEach(price, region), source, asOf };
}

/** Of what has a price. */
export function total(lines: readonly Line[]): number {
  return lines.reduce((sum, { dollars }) => sum + (dollars ?? 0), 0);
}
