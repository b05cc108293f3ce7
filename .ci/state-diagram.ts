interface Choice {
  Next: string;
  StringEquals?: string;
  BooleanEquals?: boolean;
}

/** The parts of a state that a diagram shows. */
interface State {
  Type: string;
  Next?: string;
  Default?: string;
  Choices?: Choice[];
  Catch?: Array<{ ErrorEquals: string[]; Next: string }>;
}

export interface Definition {
  StartAt: string;
  States: Record<string, State>;
}

interface Edge {
  from: string;
  to: string;
  label: string;
  /** `exception`: a Catch, or the Default of a Choice. */
  kind: 'next' | 'choice' | 'exception';
}

/** Where more exceptions than this lead to one state, lines would hide the way: a sentence says it instead. */
const mostExceptions = 5;

/** A definition as a Mermaid flowchart, with a sentence about what it does not draw. */
export function stateDiagram({ StartAt, States }: Definition): string {
  const edges = Object.entries(States).flatMap(([name, state]) => edgesOf(name, state));
  const crowded = [...Map.groupBy(edges.filter(isException), ({ to }) => to)].filter(
    ([, into]) => into.length > mostExceptions,
  );
  const hidden = new Set(crowded.flatMap(([, into]) => into));
  const drawn = edges.filter((edge) => !hidden.has(edge));
  const lines = [
    'flowchart TD',
    `  start(( )) --> ${StartAt}`,
    ...Object.entries(States).map(([name, { Type }]) => `  ${shape(name, Type)}`),
    ...drawn.map(line),
  ];
  return [`\`\`\`mermaid\n${lines.join('\n')}\n\`\`\``, ...crowded.map(([to, into]) => notDrawn(to, into))].join(
    '\n\n',
  );
}

function edgesOf(from: string, { Next, Default, Choices = [], Catch = [] }: State): Edge[] {
  return [
    ...(Next ? [{ from, to: Next, label: '', kind: 'next' as const }] : []),
    ...Choices.map((choice) => ({ from, to: choice.Next, label: condition(choice), kind: 'choice' as const })),
    ...(Default ? [{ from, to: Default, ...otherwise(Choices) }] : []),
    ...Catch.map(({ ErrorEquals, Next: to }) => ({ from, to, label: errors(ErrorEquals), kind: 'exception' as const })),
  ];
}

function isException({ kind }: Edge): boolean {
  return kind === 'exception';
}

/** Compound conditions are told by where they lead. */
function condition({ StringEquals, BooleanEquals }: Choice): string {
  if (StringEquals !== undefined) return StringEquals;
  return BooleanEquals === undefined ? '' : BooleanEquals ? 'yes' : 'no';
}

/** Beside yes there is no; beside words that the machine knows, a word that it does not know. */
function otherwise(choices: Choice[]): Pick<Edge, 'label' | 'kind'> {
  const isQuestion = choices.every(({ BooleanEquals }) => BooleanEquals === true);
  return isQuestion ? { label: 'no', kind: 'choice' } : { label: 'otherwise', kind: 'exception' };
}

function errors(names: string[]): string {
  return names.includes('States.ALL') ? 'any error' : names.join(', ');
}

function shape(name: string, type: string): string {
  const shapes: Record<string, string> = {
    Task: `${name}[${name}]`,
    Map: `${name}[[${name}: Map]]`,
    Choice: `${name}{${name}}`,
    Pass: `${name}(${name})`,
    Wait: `${name}>${name}: Wait]`,
    Succeed: `${name}((${name}))`,
    Fail: `${name}((${name}))`,
  };
  const known = shapes[type];
  if (known === undefined) throw new Error(`no shape for a state of type ${type}`);
  return known;
}

function line({ from, to, label, kind }: Edge): string {
  const arrow = kind === 'exception' ? '-.->' : '-->';
  return `  ${from} ${arrow}${label === '' ? '' : `|${label}|`} ${to}`;
}

function notDrawn(to: string, into: Edge[]): string {
  const from = (label: (text: string) => boolean) =>
    into.filter((edge) => label(edge.label)).map((edge) => `\`${edge.from}\``);
  const ways = [
    [from((text) => text !== 'otherwise'), 'an error that nothing else catches in'],
    [from((text) => text === 'otherwise'), 'the remaining case of'],
  ] as const;
  const told = ways.filter(([names]) => names.length > 0).map(([names, what]) => `${what} ${names.join(', ')}`);
  return `Not drawn, so that the way stays visible: to \`${to}\` leads ${told.join(', and ')}.`;
}
