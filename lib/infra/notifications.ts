import {
  aws_iam as iam,
  aws_kms as kms,
  RemovalPolicy,
  Stack,
  aws_sns as sns,
  aws_sns_subscriptions as subscriptions,
} from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { useKey } from './allow.ts';

export interface NotificationsProps {
  pipeline: string;
  /** Who hears of every ending and is asked for approvals; each must confirm the subscription. */
  emails: string[];
  encryptionKey: kms.IKey | undefined;
}

/** Where the pipeline speaks to people: one topic to tell, one to ask. */
export class Notifications extends Construct {
  readonly events: sns.Topic;
  readonly approvals: sns.Topic;
  /** SNS's own key cannot be granted to other services' principals, so the topics and the builds have one of ours. */
  readonly key: kms.IKey;

  constructor(scope: Construct, props: NotificationsProps) {
    super(scope, 'Notifications');
    this.key =
      props.encryptionKey ??
      new kms.Key(this, 'Key', {
        description: `Signalbox ${props.pipeline}: topics and build projects`,
        enableKeyRotation: true,
        // Nothing that stays is under it, and it costs a dollar a month as long as it is there.
        removalPolicy: RemovalPolicy.DESTROY,
      });
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
    useKey(this.key, role);
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

  /** A message of a service's own needs the topic's word, and the key's, since the topic is encrypted. */
  private letSpeak(sid: string, service: string, conditions: Record<string, Record<string, string>>): void {
    const principals = [new iam.ServicePrincipal(service)];
    const may = (actions: string[], resources: string[]) =>
      new iam.PolicyStatement({ sid, principals, actions, resources, conditions });
    this.events.addToResourcePolicy(may(['sns:Publish'], [this.events.topicArn]));
    this.key.addToResourcePolicy(may(['kms:Decrypt', 'kms:GenerateDataKey'], ['*']));
  }

  private topic(id: string, displayName: string): sns.Topic {
    return new sns.Topic(this, id, { displayName, masterKey: this.key, enforceSSL: true });
  }
}
