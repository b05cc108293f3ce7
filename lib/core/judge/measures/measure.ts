import type * as z from 'zod';
import type { RolloutStep } from '../../rollout/step.ts';
import type { Course, Seen } from '../course.ts';
import type { KayentaVerdict } from '../kayenta/verdict.ts';

/** An e-process as it stands after a window. */
export interface Process {
  /** Name in reports. */
  measure: string;
  /** ln of its e-value. */
  logE: number;
  /** What is observed and what is allowed, should this process decide. */
  tell: () => string;
}

export interface Reading {
  /** Each proves that the candidate is worse than allowed; `share` of the measure's weight, 1 in all. */
  worse: Array<Process & { share: number }>;
  /** Each proves that it is no worse than allowed. `needed`: in this step nothing passes on proof without it. */
  noWorse: Array<Process & { needed: boolean }>;
  /** Proves that what is seen cannot be trusted. */
  distrust: Process[];
  /** A bound of the policy that was broken, in words: goes back at once, and is no test, so alpha says nothing about it. */
  broken: string | null;
  /** Why it does not pass yet, whatever the other measures say. */
  holds: string | null;
  /** That it can only prove what is wrong: a step then takes its whole bake, whatever the others prove. */
  bakes: boolean;
  /** A verdict by another judge's method, in the window that it came with. */
  ruling: KayentaVerdict | null;
}

export const nothing: Reading = {
  worse: [],
  noWorse: [],
  distrust: [],
  broken: null,
  holds: null,
  bakes: false,
  ruling: null,
};

/** A reducer over whole windows; its state is JSON. One file each, one line in the registry. */
export interface Measure<S> {
  kind: string;
  /** Of its proofs of a regression among those of the other measures; null: this rollout does not measure it. */
  weight(course: Course): number | null;
  schema: z.ZodType<S>;
  start: S;
  next(state: S, seen: Seen, course: Course): S;
  /** `at`: the step of the last window. */
  read(state: S, course: Course, at: RolloutStep): Reading;
}

/** A measure at work, its kind of state hidden. */
export interface Running {
  kind: string;
  weight: number;
  state: unknown;
  next(seen: Seen): Running;
  read(at: RolloutStep): Reading;
}

export interface Registered {
  kind: string;
  /** From its state as it was stored, or from the start; null when this rollout does not measure it. */
  run(stored: unknown, course: Course): Running | null;
}

export function registered<S>(measure: Measure<S>): Registered {
  const { kind } = measure;
  const at = (state: S, weight: number, course: Course): Running => ({
    kind,
    weight,
    state,
    next: (seen) => at(measure.next(state, seen, course), weight, course),
    read: (step) => measure.read(state, course, step),
  });
  return {
    kind,
    run: (stored, course) => {
      const weight = measure.weight(course);
      if (weight === null) return null;
      return at(stored === undefined ? measure.start : measure.schema.parse(stored), weight, course);
    },
  };
}
