import {
  aws_iam as iam,
  aws_kms as kms,
  RemovalPolicy,
  Stack,
  aws_sns as sns,
  aws_sns_subscriptions as subscriptions,
} from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { acknowledge, useKey } from './allow.ts';

export interface NotificationsProps {
  pipeline: string;
  /** Who hears of every ending and is asked for approvals; each must confirm the subscription. */
  emails: string[];
  encryptionKey: kms.IKey | undefined;
  /** Whether topics go without a key. */
  withoutKey: boolean;
}

/** Where the pipeline speaks to people: one topic to tell, one to ask. */
export class Notifications extends Construct {
  readonly events: sns.Topic;
  readonly approvals: sns.Topic;
  /**
   * SNS's own key cannot be granted to other services' principals, so the topics and the builds have one of ours; undefined: they were told to
   * go without.
   */
  readonly key: kms.IKey | undefined;

  constructor(scope: Construct, props: NotificationsProps) {
    super(scope, 'Notifications');
    this.key = props.encryptionKey ?? (props.withoutKey ? undefined : this.newKey(props.pipeline));
    this.events = this.topic('Events', `Signalbox ${props.pipeline}: events`);
    this.approvals = this.topic('Approvals', `Signalbox ${props.pipeline}: approvals`);
    for (const email of props.emails) {
      this.events.addSubscription(new subscriptions.EmailSubscription(email));
      this.approvals.addSubscription(new subscriptions.EmailSubscription(email));
    }
    this.letAlarmsSpeak();
  }

  /** Publishing to an encrypted topic needs the key as well. */
  grantPublish(topic: sns.ITopic, role: iam.IRole): void {
    role.addToPrincipalPolicy(new iam.PolicyStatement({ actions: ['sns:Publish'], resources: [topic.topicArn] }));
    if (this.key) useKey(this.key, role);
  }

  /** Budgets says what it has to say itself, as CloudWatch does. */
  letBudgetsSpeak(): void {
    const { account } = Stack.of(this);
    const arns = Stack.of(this).formatArn({ service: 'budgets', region: '', resource: '*' });
    this.letSpeak('BudgetsSpeak', 'budgets.amazonaws.com', {
      StringEquals: { 'aws:SourceAccount': account },
      ArnLike: { 'aws:SourceArn': arns },
    });
  }

  private letAlarmsSpeak(): void {
    const alarms = Stack.of(this).formatArn({ service: 'cloudwatch', resource: 'alarm:*' });
    const { account } = Stack.of(this);
    this.letSpeak('AlarmsSpeak', 'cloudwatch.amazonaws.com', {
      StringEquals: { 'aws:SourceAccount': account },
      ArnLike: { 'aws:SourceArn': alarms },
    });
  }

  /** A message of a service's own needs the topic's word, and the key's where the topic has one. */
  private letSpeak(sid: string, service: string, conditions: Record<string, Record<string, string>>): void {
    const principals = [new iam.ServicePrincipal(service)];
    const may = (actions: string[], resources: string[]) =>
      new iam.PolicyStatement({ sid, principals, actions, resources, conditions });
    this.events.addToResourcePolicy(may(['sns:Publish'], [this.events.topicArn]));
    this.key?.addToResourcePolicy(may(['kms:Decrypt', 'kms:GenerateDataKey'], ['*']));
  }

  private topic(id: string, displayName: string): sns.Topic {
    const topic = new sns.Topic(this, id, {
      displayName,
      enforceSSL: true,
      ...(this.key ? { masterKey: this.key } : {}),
    });
    if (!this.key)
      acknowledge(
        topic,
        'AwsSolutions-SNS2',
        'Asked for with encryption: aws-managed. Under the key of SNS alarms would never arrive, and a key of its own costs a dollar a month; no message holds data.',
      );
    return topic;
  }

  private newKey(pipeline: string): kms.Key {
    return new kms.Key(this, 'Key', {
      description: `Signalbox ${pipeline}: topics and build projects`,
      enableKeyRotation: true,
      // Nothing that stays is under it, and it costs a dollar a month as long as it is there.
      removalPolicy: RemovalPolicy.DESTROY,
    });
  }
}
