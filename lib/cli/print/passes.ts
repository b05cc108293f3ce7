import type { DataContract } from '../../core/contract/contract.ts';
import type { Pass } from '../../engine/measure/explain.ts';

/** One line for each time that data is read, with what it is read for. */
export function describePasses(passes: Pass[], { checks }: DataContract): string[] {
  const named = (index: number, { inJavaScript }: Pass) => {
    const { columns = [], kind = '' } = checks[index] ?? {};
    const subject = columns.length === 0 ? 'table' : columns.join(', ');
    return `${subject} ${kind}${inJavaScript.includes(index) ? ' (in JavaScript)' : ''}`;
  };
  const reading = passes.filter(({ aside }) => !aside);
  return [...reading, ...passes.filter(({ aside }) => aside)].map((pass, at) => {
    const columns = pass.columns.length === 0 ? '' : ` of ${pass.columns.join(', ')}`;
    const told = pass.checks.map((index) => named(index, pass)).join('; ') || 'how many rows there are';
    const read = `${pass.reads}${columns}`;
    return pass.aside ? `no pass, ${read} put aside in the one scan: ${told}` : `pass ${at + 1}, ${read}: ${told}`;
  });
}
