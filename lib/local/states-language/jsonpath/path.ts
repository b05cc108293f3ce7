import type { Json } from '../json.ts';

export type Segment =
  | { kind: 'child'; names: string[]; deep: boolean }
  | { kind: 'index'; indexes: number[]; deep: boolean }
  | { kind: 'slice'; from?: number; to?: number; step?: number; deep: boolean }
  | { kind: 'wildcard'; deep: boolean }
  | { kind: 'filter'; condition: Condition; deep: boolean }
  | { kind: 'function'; name: string; args: string[]; deep: false };

export type Operand =
  | { kind: 'path'; path: Path }
  | { kind: 'value'; value: Json }
  | { kind: 'pattern'; regex: RegExp };

/** What stands in `[?( … )]`. */
export type Condition =
  | { kind: 'and' | 'or'; parts: Condition[] }
  | { kind: 'not'; part: Condition }
  | { kind: 'exists'; path: Path }
  | { kind: 'compare'; operator: string; left: Operand; right: Operand };

/** A parsed path. `root` is `$` (payload), `$$` (context object) or the name of a variable. */
export interface Path {
  source: string;
  root: string;
  segments: Segment[];
  /** A definite path points at one value, or fails; an indefinite one gives an array, perhaps an empty one. */
  definite: boolean;
}

export class PathSyntaxError extends Error {
  constructor(source: string, at: number, problem: string) {
    super(`${problem} at character ${at + 1} of ${JSON.stringify(source)}`);
    this.name = 'PathSyntaxError';
  }
}
