import { DefinitionError, parseDefinition } from '../../../lib/local/states-language/interpreter.ts';
import { single } from './harness.ts';

const problem = (definition: unknown): string => {
  try {
    parseDefinition(definition);
    return 'none';
  } catch (error) {
    if (!(error instanceof DefinitionError)) throw error;
    return `${error.code} ${error.message}`;
  }
};
const TASK = { Type: 'Task', Resource: 'arn:aws:states:::lambda:invoke' };
const MAP = { Type: 'Map', ItemProcessor: single({ Type: 'Pass' }) };

test.each([
  ['a misspelled field', single({ ...TASK, Retyr: [] }), /States\.Only: unknown field "Retyr"; known are .*Retry/],
  [
    'a misspelled retrier',
    single({ ...TASK, Retry: [{ ErrorEquals: ['A'], MaxAttempt: 1 }] }),
    /Retry\[0\]: unknown field "MaxAttempt"/,
  ],
  [
    'an unknown operator',
    single({ Type: 'Choice', Choices: [{ Variable: '$', NumericEqual: 1, Next: 'Only' }] }),
    /Choices\[0\]: unknown field "NumericEqual"/,
  ],
  ['an unknown type', single({ Type: 'Parralel' }), /Type must be one of Pass, .*, not "Parralel"/],
  ['a field of another state type', single({ Type: 'Succeed', Result: 1 }), /unknown field "Result"/],
  ['a missing target', single({ Type: 'Pass', Next: 'Gone' }), /Next names the state "Gone"; known are Only/],
  ['both Next and End', single({ Type: 'Pass', Next: 'Only', End: true }), /only one of Next and End/],
  ['neither Next nor End', { StartAt: 'A', States: { A: { Type: 'Pass' } } }, /one of Next, End must be given/],
  ['a bad path', single({ Type: 'Pass', InputPath: '$.a[' }), /InputPath cannot be read/],
  [
    'a bad function',
    single({ Type: 'Pass', Parameters: { 'a.$': 'States.Uuid()' } }),
    /unknown function States.Uuid; known are States.Array,/,
  ],
  [
    'too few arguments',
    single({ Type: 'Pass', Parameters: { 'a.$': 'States.Hash(1)' } }),
    /States.Hash takes 2 to 2 arguments, not 1/,
  ],
  ['a result path that selects', single({ Type: 'Pass', ResultPath: '$.a[*]' }), /ResultPath must be a reference path/],
  [
    'States.ALL among others',
    single({ ...TASK, Catch: [{ ErrorEquals: ['States.ALL', 'A'], Next: 'Only' }] }),
    /States.ALL must stand alone/,
  ],
  [
    'tolerance in an inline Map',
    single({ ...MAP, ToleratedFailureCount: 1 }),
    /needs a ProcessorConfig with the Mode DISTRIBUTED/,
  ],
  ['two kinds of wait', single({ Type: 'Wait', Seconds: 1, SecondsPath: '$' }), /only one of Seconds and SecondsPath/],
  ['no JSON', '{', /the definition is not JSON/],
  [
    'a nested unknown field',
    single({ Type: 'Parallel', Branches: [single({ Type: 'Pass', Reslt: 1 })] }),
    /Branches\[0\].States.Only: unknown field "Reslt"/,
  ],
])('%s is refused, with the place', (_, definition, message) => {
  expect(problem(definition)).toMatch(message);
});

test('a field given twice is refused', () => {
  const text = '{"StartAt":"A","States":{"A":{"Type":"Pass","Result":{"a":1},"End":true,"Result":2}}}';
  expect(problem(text)).toContain('States.A: the field "Result" is given twice');
});

test.each([
  { ...single({ Type: 'Pass' }), QueryLanguage: 'JSONata' },
  single({ Type: 'Pass', QueryLanguage: 'JSONata' }),
  single({ Type: 'Pass', Output: '{% 1 %}' }),
])('JSONata is refused by name', (definition) => {
  expect(problem(definition)).toMatch(/^unsupported-query-language .*only JSONPath can be run/);
});
