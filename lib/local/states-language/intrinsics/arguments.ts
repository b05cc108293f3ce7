import { IntrinsicFault } from '../errors.ts';
import { isObject, type Json, type JsonObject, kindOf } from '../json.ts';

/** What an intrinsic function may use besides its arguments. */
export interface Sources {
  /** Uniform in [0, 1). */
  random: () => number;
}

export type Intrinsic = (args: Json[], sources: Sources) => Json;

function refuse(position: number, wanted: string, value: Json | undefined): IntrinsicFault {
  const got = value === undefined ? 'nothing' : kindOf(value);
  return new IntrinsicFault(`Argument ${position + 1} must be ${wanted}, but was ${got}.`);
}

export function arrayAt(args: Json[], position: number): Json[] {
  const value = args[position];
  if (!Array.isArray(value)) throw refuse(position, 'an array', value);
  return value;
}

export function textAt(args: Json[], position: number): string {
  const value = args[position];
  if (typeof value !== 'string') throw refuse(position, 'a string', value);
  return value;
}

function numberAt(args: Json[], position: number): number {
  const value = args[position];
  if (typeof value !== 'number') throw refuse(position, 'a number', value);
  return value;
}

/** Step Functions rounds a fraction to the nearest integer, halves upwards. */
export function integerAt(args: Json[], position: number): number {
  return Math.round(numberAt(args, position)) + 0;
}

export function objectAt(args: Json[], position: number): JsonObject {
  const value = args[position];
  if (!isObject(value)) throw refuse(position, 'an object', value);
  return value;
}

export function valueAt(args: Json[], position: number): Json {
  const value = args[position];
  if (value === undefined) throw refuse(position, 'given', value);
  return value;
}
