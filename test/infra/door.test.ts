import { aws_iam as iam, aws_lambda as lambda, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { FrontDoor } from '../../lib/infra/door.ts';
import type { ModelDeliveryProps } from '../../lib/infra/model-delivery-props.ts';
import { Target } from '../../lib/infra/targets/factories.ts';
import { pipeline, type Resource } from './pipeline.ts';
import { allAtOnce, rollingOut } from './policies.ts';
import { allowedBy, statementsOf } from './statements.ts';

const made = (props: Partial<ModelDeliveryProps>) => pipeline(() => ({ frontDoor: true, ...props }));
const onAlias = made({});

/** What the function may do with the store, and with what serves. */
function rightsOf({ ofType }: typeof onAlias) {
  const rights = allowedBy(ofType('AWS::IAM::Policy'), 'PipelineDeliveryLanedoor').flatMap(({ Action, Resource }) =>
    Action.map((action) => [
      action,
      Resource.map((arn) => arn.replace(/^.*?(:function:|:endpoint\/|Bucket|Store)/, '$1')),
    ]),
  );
  return Object.fromEntries(rights.filter(([action]) => /^(s3|lambda|sagemaker):/.test(String(action))));
}

const at = (keys: string) => [expect.stringMatching(new RegExp(`^Store.+>${keys}$`))];
const storeRights = {
  's3:GetObject': at('/routes/\\*'),
  // Without a prefix, which lists nothing and tells a 404 from a 403.
  's3:ListBucket': at(''),
  's3:PutObject': at('/captured/\\*'),
};

test('without being asked for there is no door, and callers invoke what serves', () => {
  const { construct, ofType } = pipeline();
  expect([construct.frontDoor, construct.invokeUrl]).toEqual([null, null]);
  expect(ofType('AWS::Lambda::Url')).toEqual([]);
});

test('the address is for requests that are signed, and whoever is granted may call it', () => {
  expect(onAlias.ofType('AWS::Lambda::Url').map(([, { Properties }]) => Properties.AuthType)).toEqual(['AWS_IAM']);
  const stack = new Stack();
  const make = () => lambda.Function.fromFunctionName(stack, 'Door', 'door') as lambda.Function;
  const caller = new iam.Role(stack, 'Caller', { assumedBy: new iam.AccountRootPrincipal() });
  new FrontDoor(stack, {}, make).grantInvoke(caller);
  const { Resources } = Template.fromStack(stack).toJSON();
  const own = Object.entries<Resource>(Resources).filter(([id]) => id.startsWith('CallerDefaultPolicy'));
  expect(allowedBy(own).flatMap(({ Action }) => Action)).toEqual(['lambda:InvokeFunctionUrl', 'lambda:InvokeFunction']);
});

test('on an alias it calls the function, reads the routes, writes what it captures, and nothing else', () => {
  expect(rightsOf(onAlias)).toEqual({
    ...storeRights,
    'lambda:InvokeFunction': [':function:signalbox-iris-model:*'],
    'lambda:ListVersionsByFunction': [':function:signalbox-iris-model', ':function:signalbox-iris-model:*'],
  });
});

test('in front of an endpoint it calls that endpoint and nothing else', () => {
  const target = Target.sageMakerEndpoint({ endpointName: 'Iris' });
  expect(rightsOf(made({ target, workload: rollingOut('sagemaker-endpoint', allAtOnce) }))).toEqual({
    ...storeRights,
    'sagemaker:InvokeEndpoint': [':endpoint/iris'],
  });
});

test('with a door, whoever shifts traffic writes the routes; without one nobody does', () => {
  const writers = ({ ofType }: typeof onAlias) =>
    ofType('AWS::IAM::Policy').flatMap(([, { Properties }]) =>
      statementsOf(Properties.PolicyDocument).some(
        ({ Action, Resource }) => Action.includes('s3:PutObject') && Resource.some((arn) => arn.endsWith('/routes/*')),
      )
        ? Properties.Roles.map((role: { Ref: string }) => role.Ref)
        : [],
    );
  const movers = [
    'admit',
    'operate',
    'planrelease',
    'recover',
    'rolloutpromote',
    'rolloutrollback',
    'rolloutshift',
    'rolloutverify',
  ];
  expect(writers(onAlias).sort()).toEqual(
    movers.map((step) => expect.stringMatching(new RegExp(`^PipelineDeliveryLane${step}Role`))),
  );
  expect(writers(pipeline())).toEqual([]);
});
