import type { AlarmKind } from './alarm-kind.ts';
import { dataMissing } from './data-missing.ts';
import { doorFailed } from './door-failed.ts';
import { eventsUndelivered } from './events-undelivered.ts';
import { functionsThrottled } from './functions-throttled.ts';
import { gateInconclusive } from './gate-inconclusive.ts';
import { intakeFailed } from './intake-failed.ts';
import { intakeLate } from './intake-late.ts';
import { leaseWithoutRun } from './lease-without-run.ts';
import { reaperSilent } from './reaper-silent.ts';
import { reconcilerFailed } from './reconciler-failed.ts';
import { reconcilerSilent } from './reconciler-silent.ts';
import { recoveryFailed } from './recovery-failed.ts';
import { reportsFailed } from './reports-failed.ts';
import { rollbackNotVerified } from './rollback-not-verified.ts';
import { runFailed } from './run-failed.ts';
import { runStuck } from './run-stuck.ts';
import { settleFailed } from './settle-failed.ts';
import { trafficMovedOutside } from './traffic-moved-outside.ts';
import { trainingTooLong } from './training-too-long.ts';
import { watchdogFired } from './watchdog-fired.ts';
import { webhookFailed } from './webhook-failed.ts';

/** Every alarm by its id: the name of its file, the end of its name in CloudWatch, and its section in docs/runbook.md. */
export const alarmKinds = {
  'run-failed': runFailed,
  'run-stuck': runStuck,
  'watchdog-fired': watchdogFired,
  'lease-without-run': leaseWithoutRun,
  'settle-failed': settleFailed,
  'rollback-not-verified': rollbackNotVerified,
  'traffic-moved-outside': trafficMovedOutside,
  'gate-inconclusive': gateInconclusive,
  'training-too-long': trainingTooLong,
  'data-missing': dataMissing,
  'events-undelivered': eventsUndelivered,
  'intake-failed': intakeFailed,
  'intake-late': intakeLate,
  'reports-failed': reportsFailed,
  'recovery-failed': recoveryFailed,
  'reaper-silent': reaperSilent,
  'reconciler-silent': reconcilerSilent,
  'reconciler-failed': reconcilerFailed,
  'webhook-failed': webhookFailed,
  'door-failed': doorFailed,
  'functions-throttled': functionsThrottled,
} as const satisfies Record<string, AlarmKind>;

export type AlarmId = keyof typeof alarmKinds;
