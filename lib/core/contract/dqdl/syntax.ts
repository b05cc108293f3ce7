import type { Expression as PastExpression } from '../../checks/past/expression.ts';

/** What a rule compares with. */
export type Operand =
  | { number: number; digits?: string }
  | { text: string }
  | { keyword: Keyword }
  /** Seconds from the moment of judging, negative before it. */
  | { now: number }
  | { seconds: number }
  /** A size. */
  | { bytes: number }
  /** A number that earlier data tells, such as `avg(last(10))`. */
  | { past: PastExpression };

export const keywords = ['NULL', 'EMPTY', 'WHITESPACES_ONLY'] as const;
export type Keyword = (typeof keywords)[number];

export const signs = ['=', '!=', '>', '>=', '<', '<='] as const;
export type Operator = (typeof signs)[number] | 'between' | 'not between' | 'in' | 'not in' | 'matches' | 'not matches';

export interface Condition {
  operator: Operator;
  operands: Operand[];
  at: number;
}

/** A text in double quotes behind a rule's name. */
export interface Parameter {
  value: string;
  at: number;
}

/** `Completeness "age" > 0.9 where "x > 1" with threshold > 0.95 labels=["team"="a"]`. */
export interface Rule {
  type: string;
  parameters: Parameter[];
  condition?: Condition;
  where?: string;
  threshold?: Condition;
  /** `with format = "dd/MM/yyyy"`, `with recentFiles = 1`, `with filterOrder = ["uriRegex", "recentFiles"]`. */
  tags: Map<string, Tag>;
  labels: Record<string, string>;
  at: number;
  /** As it is written. */
  text: string;
}

export interface Tag {
  /** As it is written, numbers too. */
  values: string[];
  list: boolean;
  at: number;
}

export type Expression = { rule: Rule } | { all: Expression[] } | { any: Expression[] };
