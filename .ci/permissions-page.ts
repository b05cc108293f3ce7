import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type OperatorNeed, operatorNeeds } from '../lib/core/operator/needs.ts';
import { operatorPolicy } from '../lib/core/operator/policy.ts';
import type { FunctionName } from '../lib/core/step-io.ts';
import { ofPullRequest, type StepNeeds, stepNeeds } from '../lib/infra/step-needs.ts';
import { provingSteps } from '../lib/infra/steps.ts';
import { deployedSample } from '../test/core/operator/deployed-sample.ts';
import type { Reason } from '../test/permissions/checks/unused.ts';
import { reasonsByPlace } from '../test/permissions/reasons.ts';
import { withBlock } from './with-block.ts';

/** docs/permissions.md with its tables: what each function needs, and what is allowed though no story uses it. */
export function permissionsPage(): string {
  const page = readFileSync(join(import.meta.dirname, '../docs/permissions.md'), 'utf8');
  const delivery = Object.entries(stepNeeds).map(([name, needs]) => lineOf(name, needs));
  const pullRequest = provingSteps.map((name: FunctionName) =>
    lineOf(name, ofPullRequest(stepNeeds[name], { productionData: false })),
  );
  const all = Object.entries(reasonsByPlace).flatMap(([where, list]) => list.map((reason) => reasonOf(where, reason)));
  const withDelivery = withBlock(page, 'delivery', table(columns, delivery));
  // They read the same of the store, which is said once.
  const [reads = []] = pullRequest.map(([, said = '']) => said.split(', ').filter((keys) => !keys.endsWith('version')));
  const rest = table(withoutReads(columns), pullRequest.map(withoutReads));
  const withBoth = withBlock(withDelivery, 'pull-request', `All of them read ${reads.join(', ')}.\n\n${rest}`);
  const rollback = JSON.stringify(operatorPolicy(deployedSample, ['rollback']), null, 2);
  const operators = `${table(['command', 'needs'], operatorLines())}\n\nThat of \`rollback\` is:\n\n\`\`\`json\n${rollback}\n\`\`\``;
  return withBlock(
    withBlock(withBoth, 'operators', operators),
    'reasons',
    table(['where', 'roles', 'allowed', 'why'], all),
  );
}

/** Commands that need the same are one line. */
function operatorLines(): string[][] {
  const lines = new Map<string, string[]>();
  for (const [command, needs] of Object.entries(operatorNeeds)) {
    const by = Map.groupBy(needs, ({ on }) => on);
    const told = [...by].map(
      ([on, of]) =>
        `${of
          .flatMap(({ actions }) => actions)
          .map(code)
          .join(', ')} on ${operatorWords[on]}`,
    );
    const line = told.join('; ');
    lines.set(line, [...(lines.get(line) ?? []), code(command)]);
  }
  return [...lines].map(([line, names]) => [names.join(', '), line]);
}

const columns = ['function', 'reads of the store', 'writes of the store', 'data', 'what serves', 'executions', 'more'];

const withoutReads = (line: string[]): string[] => line.toSpliced(1, 1);

function lineOf(name: string, needs: StepNeeds): string[] {
  const { reads, writes, versions = [], data = [], target = [], executions = {}, code: uses = [] } = needs;
  const versioned = versions.map((keys) => `${code(keys)} by version`);
  const more = [
    ...(needs.announces ? ['tells people'] : []),
    ...(needs.asks ? ['asks people'] : []),
    ...(needs.asksIntake ? ['sends to the intake'] : []),
    ...(needs.tagsImages ? ['names images'] : []),
    ...(needs.metrics ? ['reads metrics'] : []),
    ...uses.map((use) => codeUses[use]),
  ];
  return [
    code(name),
    [reads === undefined ? 'all' : reads.map(code).join(', '), ...versioned].join(', '),
    writes.map(code).join(', '),
    data.join(', '),
    target.join(', '),
    Object.entries(executions)
      .map(([use, machines]) => `${use}: ${machines.join(', ')}`)
      .join('; '),
    more.join(', '),
  ];
}

const operatorWords: Record<OperatorNeed['on'], string> = {
  place: "the pipeline's parameter",
  store: 'the bucket of the store',
  records: 'its objects',
  approvals: '`approvals/*` of them',
  data: 'the bucket of the data',
  drops: 'its objects, the drops',
  key: 'the key of the buckets, where it is yours',
  signingKey: 'the key that signs releases',
  machines: 'the three machines',
  delivery: 'the machine of deliveries',
  executions: 'executions of the three machines',
  deliveries: 'executions of deliveries',
  intake: 'the intake queue',
  deadLetters: 'the queues of dead letters',
  deadLetterQueues: 'the queues that they came from',
  deadLetterFunctions: 'the functions that they came from',
  operate: 'the function `operate`',
  functions: 'the functions around the machines',
  served: 'the function that serves',
  endpoint: 'the endpoint that serves',
  endpointConfigs: 'its configurations',
  topics: 'the two topics',
  secrets: "the repository's secrets",
  roles: 'roles of the account',
  servedFunctions: 'the functions that serve',
  ownEndpoints: 'its endpoints',
  ownConfigs: 'their configurations',
  ownModels: 'their models',
  ownAlarms: 'their alarms',
  repositories: 'the repositories of images',
  buckets: 'the three buckets',
  bucketObjects: 'their objects',
  endpointLists: 'all, where it serves on an endpoint',
  all: 'all, since AWS has no resource for it',
};

const codeUses = { files: 'brings code', heads: 'looks what code there is', report: 'tells the code host' } as const;

function reasonOf(where: string, { role, grant, because }: Reason): string[] {
  return [where, code(role.source), code(grant.source), because];
}

function code(text: string): string {
  return `\`${text.replaceAll('|', '\\|')}\``;
}

function table(head: string[], lines: string[][]): string {
  const line = (cells: string[]) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...lines.map(line)].join('\n');
}
