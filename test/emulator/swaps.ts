/** One thing that the emulator lacks. */
export interface Swap {
  /** A resource by its ARN (`*` stands for what a deployment names), or a type of the template. */
  resource: string;
  /** What stands in for it. */
  by: string;
  why: string;
  /** What is therefore not proved here. */
  unproved: string;
}

/** All that is swapped, and nothing else is: what these tests deploy is otherwise what `cdk deploy` deploys on AWS. */
export const swaps = {
  reportGroups: {
    resource: 'AWS::CodeBuild::ReportGroup',
    by: 'AWS::Logs::LogGroup, which has an ARN as well',
    why: 'MiniStack refuses a template with a type that it does not know',
    unproved: 'test reports and coverage in CodeBuild',
  },
} satisfies Record<string, Swap>;

/** The lines that the suite prints. */
export function swapLines(): string[] {
  const list: Swap[] = Object.values(swaps);
  return list.map(
    ({ resource, by, why, unproved }) => `swapped  ${resource}\n     by  ${by}\n    why  ${why}\nunproved ${unproved}`,
  );
}
