import * as z from 'zod';
import { compressionNamed, type DataFormat, typeNamed } from './data-format.ts';

/** One of several parts of a file, which many work on at once: what begins in its share of the bytes. `at` is 0-based. */
export const dataPartSchema = z.object({ at: z.number().int().min(0), of: z.number().int().min(1) });
export type DataPart = z.output<typeof dataPartSchema>;

/** A worker reads that much in seconds and holds it on a small disk; parts that are much smaller cost more to start than to read. */
const partBytes = 256 << 20;

/** What a file must be to be read as one, in words. */
export const readAsOne = `one file of less than ${(partBytes * 1.5) >> 20} MiB`;

/** How a file is divided, by its size alone, so that it is the same each time. Undefined: it is read as one. */
export function partsOf(name: string, size: number, format: DataFormat): DataPart[] | undefined {
  const of = Math.round(size / partBytes);
  if (of < 2 || !canBeDivided(name, format)) return undefined;
  return Array.from({ length: of }, (_, at) => ({ at, of }));
}

/** Of text in UTF-8, a line ends where a byte says so; Parquet tells where its row groups are. What is packed whole tells nothing. */
function canBeDivided(name: string, format: DataFormat): boolean {
  const type = format.type ?? typeNamed(name);
  const plain = (format.compression ?? compressionNamed(name) ?? 'none') === 'none';
  return type !== undefined && plain && (type === 'parquet' || (format.encoding ?? 'utf-8') === 'utf-8');
}

/** The part's share of the bytes: from `start` up to `end`, which is the next one's. */
export function shareOf({ at, of }: DataPart, size: number): { start: number; end: number } {
  return { start: Math.floor((size / of) * at), end: at + 1 === of ? size : Math.floor((size / of) * (at + 1)) };
}

export interface RowGroup {
  /** 0-based number of its first row in the file. */
  firstRow: number;
  rows: number;
  /** Where its bytes lie. */
  start: number;
  end: number;
}

/** The row groups that begin in the part's share. */
export function rowGroupsOf(groups: RowGroup[], part: DataPart, size: number): RowGroup[] {
  const share = shareOf(part, size);
  return groups.filter(({ start }) => start >= share.start && start < share.end);
}
