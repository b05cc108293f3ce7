/** A condition, parsed: plain data that evaluation walks. `at` is a 1-based character of the text. */
export interface Condition {
  text: string;
  root: Expression;
}

export type Expression =
  | { kind: 'literal'; value: number | string | boolean | null }
  | { kind: 'result' }
  /** `#`: the element that a predicate looks at. */
  | { kind: 'element' }
  | { kind: 'list'; items: Expression[] }
  | { kind: 'member'; of: Expression; key: Expression; at: number }
  | { kind: 'unary'; operator: 'not' | '-' | '+'; of: Expression; at: number }
  | { kind: 'binary'; operator: BinaryOperator; left: Expression; right: Expression; at: number }
  | { kind: 'choice'; when: Expression; then: Expression; otherwise: Expression; at: number }
  | { kind: 'call'; name: string; of: Expression[]; at: number }
  | { kind: 'closure'; name: string; over: Expression; predicate: Expression; at: number };

/** How tightly each binds: expr-lang's own numbers, which is what Argo evaluates with. */
export const precedences = {
  or: 10,
  and: 15,
  '==': 20,
  '!=': 20,
  '<': 20,
  '>': 20,
  '<=': 20,
  '>=': 20,
  in: 20,
  '+': 30,
  '-': 30,
  '*': 60,
  '/': 60,
  '%': 60,
  '**': 100,
} as const;
export type BinaryOperator = keyof typeof precedences;

/** Signs that are another spelling of a word. */
export const spellings = new Map([
  ['&&', 'and'],
  ['||', 'or'],
  ['!', 'not'],
]);
