/** Namespace of what the functions of a pipeline count. Every metric has the dimension `Pipeline` and those named here. */
export const monitoringNamespace = 'Signalbox';

/**
 * What is counted, when, and by which dimensions beside `Pipeline`. A metric costs only in the hours in which it gets a value, so
 * what is well says nothing.
 */
export const measures = {
  /** A run was settled. */
  Runs: ['Machine', 'Outcome'],
  /** A gate decided. */
  Verdicts: ['Gate', 'Verdict'],
  /** Minutes that a run trained, told when it is settled. */
  TrainingMinutes: [],
  /** Things that the recovery mended, which an execution left behind. */
  Mended: [],
  /** Leases that an execution still holds which is gone, once the recovery had its try. */
  LeasesWithoutRun: [],
  /** Minutes by which the run that holds the lease is over what it may take. */
  OverdueMinutes: [],
  /** Rollouts that are being ended, and of which nobody has seen yet that traffic is where it should be. */
  RolloutsUnverified: [],
  /** Routes that somebody else set and nobody took over or back. */
  ForeignRoutes: [],
  /** Hours since the newest file of the data bucket; only where a pipeline says how often data should come. */
  HoursWithoutData: [],
} as const satisfies Record<string, readonly string[]>;

export type MeasureName = keyof typeof measures;

/** The dimensions of a measure, `Pipeline` aside. */
export type DimensionsOf<Name extends MeasureName> = Record<(typeof measures)[Name][number], string>;
