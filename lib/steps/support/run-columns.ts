import type { Admission } from '../../core/admission.ts';
import { type Columns, columnsOf } from '../../core/contract/features.ts';

/**
 * What the contract of a run says of its columns. It was noted when the run was admitted: the readers of all formats take longer to
 * load than most steps take.
 */
export async function readColumns({ policy, contract }: Admission): Promise<Columns> {
  if (contract.columns) return { file: contract.file, ...contract.columns };
  const { readContract } = await import('../../core/contract/read-contract.ts');
  return columnsOf(readContract(contract, { table: policy.data.table }), policy.data.target);
}
