import { pipeline } from './pipeline.ts';

const made = (accountBudget: {
  dollarsPerMonth: number;
  alertAtPercents?: number[];
  tag?: { key: string; value: string };
}) => pipeline(() => ({ accountBudget }));

test('without it there is none, and nobody of Budgets may speak', () => {
  const { ofType, resources } = pipeline();
  expect(ofType('AWS::Budgets::Budget')).toEqual([]);
  expect(JSON.stringify(resources)).not.toContain('budgets.amazonaws.com');
});

test('it tells the topic at each share of what is spent and of what is forecast', () => {
  const [[, budget] = []] = made({ dollarsPerMonth: 300 }).ofType('AWS::Budgets::Budget');
  expect(budget?.Properties.Budget).toEqual({
    BudgetType: 'COST',
    TimeUnit: 'MONTHLY',
    BudgetLimit: { Amount: 300, Unit: 'USD' },
  });
  const told = budget?.Properties.NotificationsWithSubscribers.map(
    ({ Notification }: { Notification: { NotificationType: string; Threshold: number } }) =>
      `${Notification.NotificationType} ${Notification.Threshold}`,
  );
  expect(told).toEqual(['ACTUAL 80', 'ACTUAL 100', 'FORECASTED 80', 'FORECASTED 100']);
});

test('Budgets may publish to the encrypted topic, for this account alone', () => {
  const { ofType } = made({ dollarsPerMonth: 300 });
  const statements = [
    ...ofType('AWS::SNS::TopicPolicy').flatMap(([, { Properties }]) => Properties.PolicyDocument.Statement),
    ...ofType('AWS::KMS::Key').flatMap(([, { Properties }]) => Properties.KeyPolicy.Statement),
  ];
  const spoken = statements.filter(({ Principal }) => Principal?.Service === 'budgets.amazonaws.com');
  expect(spoken.map(({ Action }) => Action)).toEqual(['sns:Publish', ['kms:Decrypt', 'kms:GenerateDataKey']]);
  for (const { Condition } of spoken)
    expect(Condition).toMatchObject({ StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } });
});

test('a tag narrows it to what carries the tag', () => {
  const [[, budget] = []] = made({ dollarsPerMonth: 9, tag: { key: 'team', value: 'iris' } }).ofType(
    'AWS::Budgets::Budget',
  );
  expect(budget?.Properties.Budget.CostFilters).toEqual({ TagKeyValue: ['user:team$iris'] });
});

test.each([
  [{ dollarsPerMonth: -1 }, /dollarsPerMonth: got -1; allowed: dollars above 0/],
  [{ dollarsPerMonth: 1, alertAtPercents: [0] }, /alertAtPercents: got 0; allowed: whole numbers from 1 to 1,000/],
  [{ dollarsPerMonth: 1, alertAtPercents: [50, 50] }, /alertAtPercents: got \[50,50\]; allowed: 1 to 5 different/],
])('%j is refused', (options, sentence) => {
  expect(() => made(options)).toThrow(sentence);
});
