import { aws_ecr as ecr, aws_secretsmanager as secretsmanager } from 'aws-cdk-lib';
import { pipeline, spelled } from './pipeline.ts';

const { resources } = pipeline();
const ofType = (type: string) => Object.entries(resources).filter(([, { Type }]) => Type === type);

/** A build project of a lane, as it is spelled in the template. */
function project(lane: 'Delivery' | 'PullRequest', name: string): string {
  const found = ofType('AWS::CodeBuild::Project').find(([id]) => id.startsWith(`Pipeline${lane}Lane${name}`));
  return JSON.stringify(found?.[1].Properties);
}

test('each lane keeps what pip downloads apart from the other', () => {
  expect(project('Delivery', 'checks')).toContain('"cache/delivery"');
  expect(project('PullRequest', 'checks')).toContain('"cache/pull_request"');
  expect(project('Delivery', 'image')).toContain('"Cache":{"Type":"NO_CACHE"}');
});

test('reports have groups of their own, named as CodeBuild names those of a buildspec', () => {
  const groups = ofType('AWS::CodeBuild::ReportGroup').map(([, { Properties }]) => [
    spelled(Properties.Name).replace(/^<(.*)>/, (_, id: string) => (resources[id] ? 'project' : id)),
    Properties.Type,
  ]);
  expect(groups.sort()).toEqual([
    ['project-coverage', 'CODE_COVERAGE'],
    ['project-coverage', 'CODE_COVERAGE'],
    ['project-tests', 'TEST'],
    ['project-tests', 'TEST'],
  ]);
});

test('an image tag never moves but `latest` and the cache, and what lost its tag goes after a week', () => {
  for (const [, { Properties }] of ofType('AWS::ECR::Repository')) {
    expect(Properties).toMatchObject({
      ImageTagMutability: 'IMMUTABLE_WITH_EXCLUSION',
      ImageTagMutabilityExclusionFilters: [
        { ImageTagMutabilityExclusionFilterValue: 'latest' },
        { ImageTagMutabilityExclusionFilterValue: 'cache-*' },
      ],
    });
    const { rules } = JSON.parse(Properties.LifecyclePolicy.LifecyclePolicyText);
    expect(rules[0].selection).toMatchObject({ tagStatus: 'untagged', countNumber: 7 });
  }
});

test('papers of images are kept by a delivery only', () => {
  const writes = ofType('AWS::IAM::Policy').filter(([, one]) => JSON.stringify(one).includes('/images/*'));
  expect(writes.map(([id]) => id.replace(/buildRole.*/, ''))).toEqual(['PipelineDeliveryLaneimage']);
});

test('what images are built with may come from registries of your own, which the builds of images may pull and not push', () => {
  const scanner = 'docker.io/docker/buildkit-syft-scanner:stable-1';
  expect(project('Delivery', 'image')).toContain(scanner);
  const mirrored = pipeline((stack) => {
    const repository = ecr.Repository.fromRepositoryName(stack, 'Mirror', 'mirrors/syft');
    return { imageTools: { sbomScanner: { repository, tag: '1.4' } } };
  });
  for (const [id, { Properties }] of mirrored.ofType('AWS::CodeBuild::Project')) {
    const text = JSON.stringify(Properties);
    expect([id, text.includes(scanner), text.includes('/mirrors/syft:1.4')]).toEqual([id, false, id.includes('image')]);
  }
  const statements = mirrored
    .ofType('AWS::IAM::Policy')
    .flatMap(([, { Properties }]) => Properties.PolicyDocument.Statement)
    .filter((statement) => JSON.stringify(statement).includes('repository/mirrors/syft'));
  expect(statements.map(({ Action }) => Action)).toEqual([pull, pull]);
});

const pull = ['ecr:BatchCheckLayerAvailability', 'ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer'];

test('the uploader of Codecov comes with its token, by reference, and no pull request has either', () => {
  expect(project('Delivery', 'checks')).not.toMatch(/CODECOV|codecov-cli/);
  const arn = 'arn:aws:secretsmanager:eu-west-1:111111111111:secret:codecov-AbCdEf';
  const connected = pipeline((stack) => ({
    codecovToken: secretsmanager.Secret.fromSecretCompleteArn(stack, 'Codecov', arn),
  })).resources;
  const checks = (lane: string) =>
    JSON.stringify(
      Object.entries(connected).find(
        ([id]) => id.startsWith(`Pipeline${lane}Lanechecksbuild`) && id.includes('Project'),
      )?.[1],
    );
  expect(checks('Delivery')).toContain(`{"Name":"CODECOV_TOKEN","Type":"SECRETS_MANAGER","Value":"${arn}"}`);
  expect(checks('Delivery')).toContain('codecov-cli==');
  expect(checks('PullRequest')).not.toMatch(/CODECOV|codecov-cli/);
});
