import { type SdkKind, sdkKinds } from '../explorer/sdk/kinds.ts';
import { tour } from '../explorer/sdk/tour.ts';

/**
 * `npm run bench -- explorer-sdk [--stride 1] [--only lambda-alias] [--trace]`: the real targets over fakes of AWS, with every
 * thing that may happen at every call of the SDK; exits with 1 on a violation.
 */
export async function run(): Promise<void> {
  const asked = process.argv.slice(3);
  const option = (name: string) => (asked.includes(name) ? asked[asked.indexOf(name) + 1] : undefined);
  const stride = Number(option('--stride') ?? 1);
  const only = option('--only');
  let violations = 0;
  console.log(
    'target | strategy | the judge says | released | calls | cases | raced | deployments without capacity | violations | seconds',
  );
  for (const [name, kind] of Object.entries(sdkKinds) as Array<[string, SdkKind]>)
    for (const strategy of kind.strategies)
      for (const says of ['pass', 'fail'] as const) {
        if (only !== undefined && only !== name) continue;
        const beganMs = Date.now();
        const found = await tour({ kind, strategy, says }, stride);
        const { released, calls, cases, raced, withoutCapacity } = found;
        const seconds = Math.round((Date.now() - beganMs) / 100) / 10;
        console.log(
          [name, strategy, says, released, calls, cases, raced, withoutCapacity, found.violations.length, seconds].join(
            ' | ',
          ),
        );
        violations += found.violations.length;
        for (const { what, where, trace } of found.violations)
          console.log([what, where, ...(asked.includes('--trace') ? trace : [])].join('\n  '));
      }
  if (violations > 0) process.exitCode = 1;
}
