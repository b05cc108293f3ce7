import { IntrinsicFault, RuntimeFault } from './errors.ts';
import { type Argument, type Call, parseCall } from './intrinsics/parse.ts';
import { ARITY, INTRINSICS } from './intrinsics/registry.ts';
import { isObject, type Json, type JsonObject, setKey } from './json.ts';
import { evaluate, PathMissing } from './jsonpath/evaluate.ts';
import { parsePath } from './jsonpath/parse.ts';
import type { Path } from './jsonpath/path.ts';

/** What paths and functions of a state may look at. */
export interface Scope {
  input: Json;
  context: () => Json;
  variable: (name: string) => Json | undefined;
  random: () => number;
}

/** Text of a `.$` field: a path, or an intrinsic function. */
export type Expression = { kind: 'path'; path: Path } | { kind: 'call'; call: Call };

const parsed = new Map<string, Expression>();

/** @throws PathSyntaxError or IntrinsicFault when the text is neither a path nor a known function */
export function parseExpression(source: string): Expression {
  const known = parsed.get(source);
  if (known !== undefined) return known;
  const expression: Expression = source.startsWith('$')
    ? { kind: 'path', path: parsePath(source) }
    : { kind: 'call', call: checked(parseCall(source)) };
  if (parsed.size > 2000) parsed.clear();
  parsed.set(source, expression);
  return expression;
}

function checked(call: Call): Call {
  const arity = ARITY[call.name];
  if (arity === undefined) {
    throw new IntrinsicFault(`unknown function ${call.name}; known are ${Object.keys(ARITY).join(', ')}`);
  }
  const [least, most] = arity;
  if (call.args.length < least || call.args.length > most) {
    throw new IntrinsicFault(`${call.name} takes ${least} to ${most} arguments, not ${call.args.length}`);
  }
  for (const argument of call.args) if (argument.kind === 'call') checked(argument.call);
  return call;
}

/** @throws PathMissing */
export function valueAtPath(path: Path, scope: Scope): Json {
  if (path.root === '$') return evaluate(path, scope.input);
  if (path.root === '$$') return evaluate(path, scope.context());
  const value = scope.variable(path.root);
  if (value === undefined) throw new PathMissing(`Variable '$${path.root}' has not been assigned`);
  return evaluate(path, value);
}

function invoke(call: Call, scope: Scope): Json {
  const intrinsic = INTRINSICS[call.name];
  if (intrinsic === undefined) throw new IntrinsicFault(`unknown function ${call.name}`);
  return intrinsic(
    call.args.map((argument) => argumentValue(argument, scope)),
    scope,
  );
}

function argumentValue(argument: Argument, scope: Scope): Json {
  if (argument.kind === 'value') return argument.value;
  return argument.kind === 'path' ? valueAtPath(argument.path, scope) : invoke(argument.call, scope);
}

/**
 * The value of a `.$` field.
 * @throws RuntimeFault when a path leads nowhere, IntrinsicFault when a function refuses its arguments
 */
export function evaluateExpression(source: string, field: string, scope: Scope): Json {
  const expression = parseExpression(source);
  try {
    return expression.kind === 'path' ? valueAtPath(expression.path, scope) : invoke(expression.call, scope);
  } catch (error) {
    const input = JSON.stringify(scope.input);
    if (error instanceof PathMissing && expression.kind === 'path') {
      throw new RuntimeFault(
        `The JSONPath '${source}' specified for the field '${field}' could not be found in the input '${input}'`,
      );
    }
    if (error instanceof PathMissing) {
      throw new RuntimeFault(
        `The function '${source}' had the following error: The JsonPath argument for the field '${source}' could not be found in the input '${input}'`,
      );
    }
    if (error instanceof IntrinsicFault) {
      throw new IntrinsicFault(`The function '${source}' had the following error: ${error.message}`);
    }
    throw error;
  }
}

/** A payload template (Parameters, ResultSelector, ItemSelector, Assign…): fields ending in `.$` are computed. */
function evaluateTemplate(template: Json, scope: Scope): Json {
  if (Array.isArray(template)) return template.map((item) => evaluateTemplate(item, scope));
  return isObject(template) ? evaluateFields(template, scope) : template;
}

export function evaluateFields(template: JsonObject, scope: Scope): JsonObject {
  const result: JsonObject = {};
  for (const [key, value] of Object.entries(template)) {
    if (key.endsWith('.$') && typeof value === 'string') {
      setKey(result, key.slice(0, -2), evaluateExpression(value, key, scope));
    } else {
      setKey(result, key, evaluateTemplate(value, scope));
    }
  }
  return result;
}
