import type { Finding } from './label.ts';

export interface GroupScore {
  group: string;
  /** 0 to 100; 0 too where nothing counts, as in Kayenta's reports. */
  score: number;
  /** Metrics that count: Pass, High, Low, NodataFailMetric. A group without any is taken for 100 in the summary. */
  counted: number;
  weightPercent: number;
}

const counting = ['Pass', 'High', 'Low', 'NodataFailMetric'];

/** A group's score is the share of its counted metrics that pass; groups come in the order in which metrics name them. */
export function groupScores(
  findings: Array<Pick<Finding, 'label'> & { groups: string[] }>,
  groupWeights: Record<string, number>,
): GroupScore[] {
  const names = [...new Set(findings.flatMap(({ groups }) => groups))];
  const shared = names.filter((name) => !Object.hasOwn(groupWeights, name)).length;
  const given = Object.values(groupWeights).reduce((sum, weight) => sum + weight, 0);
  return names.map((group) => {
    const labels = findings.filter(({ groups }) => groups.includes(group)).map(({ label }) => label);
    const counted = labels.filter((label) => counting.includes(label)).length;
    const passed = labels.filter((label) => label === 'Pass').length;
    const own = Object.hasOwn(groupWeights, group) ? groupWeights[group] : undefined;
    return {
      group,
      score: counted === 0 ? 0 : (passed / counted) * 100,
      counted,
      weightPercent: own ?? (100 - given) / shared,
    };
  });
}

/** The weighted sum of the groups' scores, 0 to 100, to two decimals. */
export function summaryScore(groups: GroupScore[]): number {
  return roundHalfUp(
    groups.reduce((sum, { score, counted, weightPercent }) => {
      return sum + (counted === 0 ? 100 : score) * (weightPercent / 100);
    }, 0),
  );
}

/** To two decimals of the decimal that is printed, like commons-math: 1.005 is 1.01, though its double lies below. */
function roundHalfUp(score: number): number {
  // Smaller numbers print as 1e-7.
  return score < 1e-6 ? 0 : Math.round(Number(`${score}e2`)) / 100;
}
