/** A statistic and the chance of one at least as large when both samples are of one distribution. */
export interface Tested {
  statistic: number;
  pValue: number;
}
