import type { Remain, Teardown } from '../../core/teardown.ts';
import { columns } from './columns.ts';
import { oneLine } from './printable.ts';

/** What is left, and what was deleted of it. */
export function teardownLines({ name, remains, removed, dollarsPerMonth, blocked }: Teardown): string[] {
  if (remains.length === 0) return [`Nothing is left of ${oneLine(name)}.`];
  const gone = new Set(removed);
  const left = remains.filter((one) => !gone.has(one.name));
  const rows = remains.map((one) => [
    gone.has(one.name) ? 'deleted' : stateOf(one),
    one.kind,
    one.name,
    cost(one),
    one.what,
  ]);
  const hints = removed.length > 0 ? afterwards(name, left) : beforehand(name, left, blocked);
  return [
    ...columns(['', 'KIND', 'NAME', 'A MONTH', 'WHAT'], rows),
    '',
    `${removed.length > 0 ? 'Before this, it cost' : 'It costs'} ${dollars(dollarsPerMonth)} a month while nobody uses it; what has no price is not in it.`,
    ...hints,
  ];
}

const stateOf = ({ isData }: Remain) => (isData ? 'data' : 'left');

function beforehand(name: string, left: Remain[], blocked: string | null): string[] {
  if (blocked !== null) return [`Nothing was deleted: ${oneLine(blocked)}.`];
  const some = left.some(({ isData }) => !isData) ? [`To delete what is no data: --yes ${oneLine(name)}`] : [];
  return [
    'Nothing was deleted.',
    ...some,
    `To delete all, data and releases too, for good: --yes ${oneLine(name)} --with-data`,
  ];
}

function afterwards(name: string, left: Remain[]): string[] {
  if (left.length === 0) return ['All of it is deleted.'];
  return [`Data and releases stay. To delete them too, for good: --yes ${oneLine(name)} --with-data`];
}

function cost({ dollarsPerMonth }: Remain): string {
  return dollarsPerMonth === null ? 'unknown' : dollars(dollarsPerMonth);
}

function dollars(amount: number): string {
  return `$${amount.toFixed(2)}`;
}
