import { aws_budgets as budgets } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { InputError } from '../core/errors.ts';
import { wholeWithin } from './limits.ts';
import type { Notifications } from './notifications.ts';

export interface AccountBudgetOptions {
  /** Dollars that a month may cost before somebody should look: above 0, up to 10,000,000. */
  dollarsPerMonth: number;
  /**
   * Shares of it, in whole percent from 1 to 1,000, at which the topic of events is told: of what was spent, and of what is forecast
   * to be spent by the end of the month. At most five.
   * @default 80 and 100
   */
  alertAtPercents?: number[];
  /**
   * Counts only what carries this tag, which has to be activated as a cost allocation tag first.
   * @default everything in the account
   */
  tag?: { key: string; value: string };
}

/** A budget of AWS Budgets that tells the topic. It sees the bill, hours late, and stops nothing: `trainingBudget` does. */
export class AccountBudget extends Construct {
  constructor(scope: Construct, options: AccountBudgetOptions, notifications: Notifications) {
    super(scope, 'AccountBudget');
    const { dollarsPerMonth, alertAtPercents = [80, 100], tag } = options;
    check(dollarsPerMonth, alertAtPercents);
    notifications.letBudgetsSpeak();
    const subscribers = [{ subscriptionType: 'SNS', address: notifications.events.topicArn }];
    const alerts = (['ACTUAL', 'FORECASTED'] as const).flatMap((notificationType) =>
      alertAtPercents.map((threshold) => ({
        notification: { notificationType, threshold, thresholdType: 'PERCENTAGE', comparisonOperator: 'GREATER_THAN' },
        subscribers,
      })),
    );
    const budget = new budgets.CfnBudget(this, 'Budget', {
      budget: {
        budgetType: 'COST',
        timeUnit: 'MONTHLY',
        budgetLimit: { amount: dollarsPerMonth, unit: 'USD' },
        ...(tag ? { costFilters: { TagKeyValue: [`user:${tag.key}$${tag.value}`] } } : {}),
      },
      notificationsWithSubscribers: alerts,
    });
    // Budgets asks whether it may publish when it is made.
    budget.node.addDependency(notifications);
  }
}

function check(dollarsPerMonth: number, alertAtPercents: number[]): void {
  const name = 'ModelDelivery: accountBudget';
  if (!(dollarsPerMonth > 0 && dollarsPerMonth <= 10_000_000))
    throw new InputError(
      'out-of-range',
      `${name}.dollarsPerMonth: got ${dollarsPerMonth}; allowed: dollars above 0, up to 10,000,000`,
    );
  for (const percent of alertAtPercents) wholeWithin(`${name}.alertAtPercents`, percent, 1, 1_000);
  if (
    alertAtPercents.length < 1 ||
    alertAtPercents.length > 5 ||
    new Set(alertAtPercents).size < alertAtPercents.length
  )
    throw new InputError(
      'out-of-range',
      `${name}.alertAtPercents: got ${JSON.stringify(alertAtPercents)}; allowed: 1 to 5 different shares`,
    );
}
