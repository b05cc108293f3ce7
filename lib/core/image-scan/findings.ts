import * as z from 'zod';

const finding = z.object({ name: z.string(), severity: z.string() });

/**
 * `runs/<id>/scan.json`, as the image build leaves it: what ECR's DescribeImageScanFindings answered, of basic and of enhanced
 * scanning, cut down to names and severities. `status` is ECR's ScanStatus, or `NO_ANSWER` where it gave none in time.
 */
export const scanSchema = z.object({
  digest: z.string(),
  status: z.string(),
  description: z.string().nullable(),
  basic: z.array(finding).nullable(),
  enhanced: z.array(finding.extend({ status: z.string().nullable() })).nullable(),
});
export type Scan = z.output<typeof scanSchema>;

export interface Finding {
  /** `CVE-2026-12345`, or another advisory's name. */
  name: string;
  /** ECR's word in lower case; one that it does not define is `undefined`. */
  severity: string;
}

/** Open findings, each name once with its worst severity. Amazon Inspector's SUPPRESSED and CLOSED ones are not open. */
export function openFindings({ basic, enhanced }: Scan, ranks: readonly string[]): Finding[] {
  const open = [...(basic ?? []), ...(enhanced ?? []).filter(({ status }) => status === null || status === 'ACTIVE')];
  const worst = new Map<string, string>();
  for (const { name, severity } of open) {
    const word = ranks.includes(severity.toLowerCase()) ? severity.toLowerCase() : 'undefined';
    const known = worst.get(name);
    if (known === undefined || ranks.indexOf(word) < ranks.indexOf(known)) worst.set(name, word);
  }
  return [...worst].map(([name, severity]) => ({ name, severity }));
}
