import { stateDiagram } from '../../.ci/state-diagram.ts';

const linesOf = (diagram: string) => diagram.split('\n').map((line) => line.trim());

test('every state and every way between states is drawn, with what chooses it', () => {
  const diagram = stateDiagram({
    StartAt: 'Ask',
    States: {
      Ask: { Type: 'Task', Next: 'Answer', Catch: [{ ErrorEquals: ['States.ALL'], Next: 'Failed' }] },
      Answer: { Type: 'Choice', Choices: [{ StringEquals: 'go', Next: 'Done' }], Default: 'Failed' },
      Done: { Type: 'Succeed' },
      Failed: { Type: 'Fail' },
    },
  });
  expect(linesOf(diagram)).toEqual([
    '```mermaid',
    'flowchart TD',
    'start(( )) --> Ask',
    'Ask[Ask]',
    'Answer{Answer}',
    'Done((Done))',
    'Failed((Failed))',
    'Ask --> Answer',
    'Ask -.->|any error| Failed',
    'Answer -->|go| Done',
    'Answer -.->|otherwise| Failed',
    '```',
  ]);
});

test('a choice between yes and no is no exception', () => {
  const choice = { Type: 'Choice', Choices: [{ BooleanEquals: true, Next: 'A' }], Default: 'A' };
  const lines = linesOf(stateDiagram({ StartAt: 'Needed', States: { Needed: choice, A: { Type: 'Succeed' } } }));
  expect(lines).toEqual(expect.arrayContaining(['Needed -->|yes| A', 'Needed -->|no| A']));
});

test('what too many lines would hide is said in a sentence', () => {
  const names = ['A', 'B', 'C', 'D', 'E', 'F'];
  const task = { Type: 'Task', Next: 'Done', Catch: [{ ErrorEquals: ['States.ALL'], Next: 'Broken' }] };
  const States = Object.fromEntries(names.map((name) => [name, task]));
  const diagram = stateDiagram({
    StartAt: 'A',
    States: { ...States, Broken: { Type: 'Pass', Next: 'Done' }, Done: { Type: 'Succeed' } },
  });
  expect(diagram).not.toContain('|any error|');
  expect(diagram).toContain('to `Broken` leads an error that nothing else catches in `A`, `B`, `C`');
});
