import { numbersOf } from '../../core/checks/column.ts';
import type { Interpolation, Row } from '../../core/checks/measure.ts';
import type { Json } from '../../core/profile/profile.ts';
import type { Database } from '../database.ts';
import type { Kept } from './kept.ts';
import { valuesAt } from './order-statistics.ts';
import { aliasOf, type Measurable, type Prepared } from './prepare.ts';
import type { Table } from './table.ts';

/** A value between two order statistics, which are counted from 0. */
interface Place {
  low: number;
  high: number;
  /** Share of the way from one to the other. */
  share: number;
}

/** Quantiles that several checks ask of one column are taken together: each of them alone would sort it anew. */
export class Quantiles {
  readonly #database: Database;
  readonly #table: Table;
  readonly #checks: Measurable[];
  readonly #scanned: Row;
  readonly #kept: Kept;
  readonly #found = new Map<string, Promise<Map<number, Json>>>();

  constructor(database: Database, table: Table, checks: Prepared[], scanned: Row, kept: Kept) {
    this.#database = database;
    this.#table = table;
    this.#checks = checks.filter((check) => check.error === undefined);
    this.#scanned = scanned;
    this.#kept = kept;
  }

  /** Exactly, of the values that are there; null of each where there are none. */
  async of(check: Measurable): Promise<Json[]> {
    const key = keyOf(check);
    const found = this.#found.get(key) ?? this.#take(check, key);
    this.#found.set(key, found);
    const values = await found;
    const column = check.columns[0];
    const numeric = column !== undefined && numbersOf(column) !== undefined;
    return this.#placesOf(check).map((place) => between(place, values, numeric));
  }

  #placesOf(check: Measurable): Place[] {
    const rows = Number(this.#scanned[aliasOf(check.index, 'values')]);
    const { at, interpolation } = askedOf(check);
    return at.map((quantile) => placeOf(quantile * (rows - 1), interpolation));
  }

  #take(check: Measurable, key: string): Promise<Map<number, Json>> {
    const alike = this.#checks.filter((other) => keyOf(other) === key);
    const places = alike.flatMap((other) => this.#placesOf(other));
    const ranks = [...new Set(places.flatMap(({ low, high }) => [low, high]))];
    const [column] = check.columns;
    const count = Number(this.#scanned[aliasOf(check.index, 'values')]);
    if (!column || count === 0) return Promise.resolve(new Map());
    const aside = check.where === undefined ? this.#kept.valuesAtRanks(column, ranks) : undefined;
    if (aside) return Promise.resolve(new Map<number, Json>(aside));
    const numbers = numbersOf(column);
    const ends = ['min', 'max'].map((end) => Number(this.#scanned[aliasOf(check.index, end)]));
    const [min = 0, max = 0] = ends;
    const from = { rows: this.#table.typed(check.columns), condition: check.where ?? 'true' };
    const isCheap = numbers !== undefined && column.storage !== 'text';
    return valuesAt(
      this.#database,
      { ...from, value: numbers ?? column.value, count, ends: isCheap ? { min, max } : undefined },
      ranks.sort((a, b) => a - b),
    );
  }
}

function askedOf({ measure }: Measurable): { at: number[]; interpolation: Interpolation } {
  return measure.by === 'quantiles' ? measure : { at: [], interpolation: 'linear' };
}

export function keyOf({ measure, columns, where }: Measurable): string {
  return measure.by === 'quantiles' ? JSON.stringify([columns[0]?.name, where ?? null]) : '';
}

function placeOf(position: number, interpolation: Interpolation): Place {
  const low = Math.floor(position);
  const share = position - low;
  if (interpolation === 'linear' && share > 0) return { low, high: low + 1, share };
  const up = interpolation === 'nearest' && (share > 0.5 || (share === 0.5 && low % 2 === 1));
  return { low: up ? low + 1 : low, high: up ? low + 1 : low, share: 0 };
}

/** As numpy interpolates, from the nearer end; a moment between two others is the earlier one. */
function between({ low, high, share }: Place, found: ReadonlyMap<number, Json>, numeric: boolean): Json {
  const [from, to] = [found.get(low) ?? null, found.get(high) ?? null];
  if (!numeric || from === null || to === null) return from;
  const [a, b] = [Number(from), Number(to)];
  return share < 0.5 ? a + (b - a) * share : b - (b - a) * (1 - share);
}
