import * as z from 'zod';
import type { ArmWindow } from '../../rollout/traffic.ts';
import { type Course, everCompared, isCompared, type Seen } from '../course.ts';
import { canaryConfigSchema } from '../kayenta/config-schema.ts';
import { kayentaJudge } from '../kayenta/judge.ts';
import type { KayentaVerdict } from '../kayenta/verdict.ts';
import { type Measure, nothing } from './measure.ts';

type Side = 'control' | 'experiment';

interface KayentaState {
  step: number;
  /** Bakes of this step that have ended. */
  bakes: number;
  /** Values by metric, one a window of this step; null where a window had none, since JSON has no NaN. */
  series: Record<string, Record<Side, Array<number | null>>>;
  /** Of the bake that ended with the last window. */
  ruling: KayentaVerdict | null;
}

const values = z.array(z.number().nullable());

/**
 * Verdicts by Kayenta's judge, for teams that come from it: error rate, 99th percentile and the workload's own metrics, a value a
 * window, all windows of the step so far, at the end of each bake. Kayenta's groups are ours: errors, latency and own.
 */
export const kayenta: Measure<KayentaState> = {
  kind: 'kayenta',
  weight: (course) => (course.rules.kayenta && everCompared(course) ? 0 : null),
  schema: z.strictObject({
    step: z.number(),
    bakes: z.number(),
    series: z.record(z.string(), z.strictObject({ control: values, experiment: values })),
    ruling: z.custom<KayentaVerdict>().nullable(),
  }),
  start: { step: 0, bakes: 0, series: {}, ruling: null },
  next: (state, seen, course) => {
    const here = state.step === seen.step ? state : { step: seen.step, bakes: 0, series: {}, ruling: null };
    const series = Object.fromEntries(
      metricsOf(course).map(({ name, value }) => {
        const { control = [], experiment = [] } = here.series[name] ?? {};
        return [
          name,
          { control: [...control, value(seen.champion)], experiment: [...experiment, value(seen.candidate)] },
        ];
      }),
    );
    const bakes = Math.floor(seen.secondsInStep / seen.at.bakeSeconds);
    const ended = bakes > here.bakes && isCompared(course, seen.at);
    return { step: seen.step, bakes, series, ruling: ended ? rulingOn(series, seen, course) : null };
  },
  read: ({ ruling }) => ({ ...nothing, ruling }),
};

interface Metric {
  name: string;
  group: string;
  direction: 'increase' | 'decrease';
  /** Fails the run by itself; where groups share the score evenly, one of two could at most be marginal. */
  critical?: boolean;
  value: (arm: ArmWindow | null) => number | null;
}

function metricsOf({ rules }: Course): Metric[] {
  return [
    {
      name: 'error rate',
      group: 'errors',
      direction: 'increase',
      critical: true,
      value: (arm) => (arm && arm.requests > 0 ? arm.errors / arm.requests : null),
    },
    { name: 'latency p99', group: 'latency', direction: 'increase', value: (arm) => arm?.p99Ms ?? null },
    ...rules.metrics.map(
      ({ name, better }): Metric => ({
        name,
        group: 'own',
        direction: better === 'lower' ? 'increase' : 'decrease',
        value: (arm) => arm?.custom?.[name] ?? null,
      }),
    ),
  ];
}

function rulingOn(series: KayentaState['series'], seen: Seen, course: Course): KayentaVerdict | null {
  const { pass, marginal, mode } = course.rules.kayenta ?? {};
  if (pass === undefined || marginal === undefined || mode === undefined) return null;
  const metrics = metricsOf(course);
  const config = canaryConfigSchema.parse({
    metrics: metrics.map(({ name, group, direction, critical = false }) => ({
      name,
      groups: [group],
      analysisConfigurations: { canary: { direction, critical } },
    })),
    classifier: {},
  });
  const pairs = metrics.map(({ name, group }) => ({ metric: name, group, ...known(series[name]) }));
  const seed = seen.step * 1000 + seen.windowInStep;
  return kayentaJudge({ ...config, thresholds: { pass, marginal } }, pairs, { mode, seed });
}

function known(of: KayentaState['series'][string] | undefined): Record<Side, number[]> {
  const numbers = (all: Array<number | null> = []) => all.map((value) => value ?? Number.NaN);
  return { control: numbers(of?.control), experiment: numbers(of?.experiment) };
}
