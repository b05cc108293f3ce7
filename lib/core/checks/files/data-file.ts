export const hashAlgorithms = ['MD5', 'SHA-1', 'SHA-256'] as const;
export type HashAlgorithm = (typeof hashAlgorithms)[number];

/** A file of the data that is judged; one that is read in parts is one file. */
export interface DataFile {
  /** What it is called in messages. */
  name: string;
  /** Every way in which its place may be written: `s3://bucket/key`, a path of this machine. */
  paths: string[];
  /** Bytes. */
  size: number;
  /** ISO 8601, UTC. Absent: nobody knows. */
  modifiedAt?: string | undefined;
  /** Lower-case hexadecimal, of all its bytes; those that were asked for. */
  hashes?: Partial<Record<HashAlgorithm, string>> | undefined;
  /** Why there is none. */
  unhashed?: string | undefined;
}

/** What checks of files are judged by. */
export interface FileFacts {
  files: DataFile[];
  /** When the verdict was asked for, which is what `now` means; ISO 8601, UTC. */
  askedAt: string;
  /** Where an ECMA-262 expression finds something, or undefined where that takes too long. */
  search(pattern: string, texts: string[]): boolean[] | undefined;
}
