import { type CheckResult, combine, type GateRecord } from '../gate.ts';
import { severities } from '../policy/image.ts';
import type { Policy } from '../policy/schema.ts';
import { type Finding, openFindings, type Scan } from './findings.ts';

/** COMPLETE of basic scanning; ACTIVE of enhanced, which goes on looking for as long as the image is there. */
const done = ['COMPLETE', 'ACTIVE'];

/** A report lists so many findings that reject; the others are counted. */
const listed = 20;

/**
 * Judges what the registry's scan found. A scan that is missing, unfinished or of another image is inconclusive, never fine.
 * @param now ISO 8601, UTC; an exception holds to the end of its day.
 */
export function judgeScan(scan: Scan | undefined, digest: string, policy: Policy['image'], now: string): GateRecord {
  const checks = [judge(scan, digest, policy, now.slice(0, 10))].flat();
  const verdict = combine(checks.map((check) => check.verdict));
  const sentence = checks.find((check) => check.verdict === verdict)?.sentence ?? '';
  return { gate: 'image', verdict, sentence, checks, decidedAt: now };
}

function judge(scan: Scan | undefined, digest: string, policy: Policy['image'], today: string): CheckResult[] {
  if (scan === undefined) return [unknown('there is no result of its scan')];
  if (scan.digest !== digest) return [unknown(`the scan is of ${scan.digest}, the image is ${digest}`)];
  if (!done.includes(scan.status))
    return [unknown(`its scan says ${scan.status}${scan.description ? `: ${scan.description}` : ''}`)];
  if (!scan.basic && !scan.enhanced) return [unknown(`its scan says ${scan.status} but lists no findings at all`)];
  const found = openFindings(scan, severities);
  return [summary(found, policy, today), ...unused(found, policy)];
}

/** Why it cannot be told whether the image may be used. */
function unknown(why: string): CheckResult {
  return {
    check: 'scan',
    subject: 'image',
    verdict: 'inconclusive',
    sentence: `the image could not be judged: ${why}`,
    observed: null,
    allowed: 'a finished scan of this image',
  };
}

function summary(found: Finding[], { failOn, exceptions }: Policy['image'], today: string): CheckResult {
  const limit = failOn === 'never' ? -1 : severities.indexOf(failOn);
  const severe = found.filter(({ severity }) => rankOf(severity) <= limit);
  const until = (name: string) => lastDay(exceptions, name);
  const excused = severe.filter(({ name }) => (until(name) ?? '') >= today);
  const rejecting = severe.filter((one) => !excused.includes(one));
  const verdict = rejecting.length === 0 ? 'pass' : 'fail';
  const allowed = failOn === 'never' ? 'anything' : `nothing of severity ${failOn} or worse`;
  const names = rejecting.slice(0, listed).map((one) => told(one, until(one.name)));
  const more = rejecting.length > listed ? ` and ${rejecting.length - listed} more` : '';
  const note = excused.length > 0 ? `, ${excused.length} of them excused` : '';
  const sentence =
    verdict === 'fail'
      ? `the scan found ${names.join(', ')}${more}; allowed: ${allowed}`
      : `the scan found ${severe.length} of severity ${failOn} or worse${note}, and ${found.length} in all; allowed: ${allowed}`;
  return { check: 'scan', subject: 'image', verdict, sentence, observed: rejecting.length, allowed };
}

/** 0 is the worst. */
function rankOf(severity: string): number {
  return (severities as readonly string[]).indexOf(severity);
}

/** Of several exceptions for one finding, the one that holds longest. */
function lastDay(exceptions: Policy['image']['exceptions'], name: string): string | undefined {
  return exceptions
    .filter(({ finding }) => finding === name)
    .map(({ until }) => until)
    .toSorted()
    .at(-1);
}

function told({ name, severity }: Finding, expired: string | undefined): string {
  return `${name} (${severity}${expired === undefined ? '' : `; excused until ${expired}, which is over`})`;
}

/** An exception for what is not there any more passes, and says that it can go. */
function unused(found: Finding[], { exceptions }: Policy['image']): CheckResult[] {
  return exceptions
    .filter(({ finding }) => !found.some(({ name }) => name === finding))
    .map(({ finding }) => ({
      check: 'exception',
      subject: finding,
      verdict: 'pass' as const,
      sentence: `${finding} was not found any more: its exception can go`,
      observed: null,
      allowed: 'found or not',
    }));
}
