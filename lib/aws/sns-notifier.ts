import { PublishCommand } from '@aws-sdk/client-sns';
import type { Notifier } from '../ports.ts';
import type { SnsSend } from './clients.ts';

const longestSubject = 100;

/** Announces on a topic: a line for people as the subject and in front, all facts as JSON, and attributes to filter by. */
export class SnsNotifier implements Notifier {
  private readonly client: SnsSend;
  private readonly topicArn: string;
  private readonly approvalsTopicArn: string;

  /** Questions go to a topic of their own where there is one. */
  constructor(client: SnsSend, topicArn: string, approvalsTopicArn = topicArn) {
    this.client = client;
    this.topicArn = topicArn;
    this.approvalsTopicArn = approvalsTopicArn;
  }

  async announce(event: Parameters<Notifier['announce']>[0]): Promise<void> {
    const { kind, pipeline, runId, sentence, facts } = event;
    await this.client.send(
      new PublishCommand({
        TopicArn: kind === 'approval' ? this.approvalsTopicArn : this.topicArn,
        Subject: subject(`${pipeline}: ${kind}`),
        Message: `${sentence}\n\n${JSON.stringify(event, null, 2)}\n`,
        MessageAttributes: attributes({ kind, pipeline, runId, change: facts.change }),
      }),
    );
  }
}

/** What is text and not empty: SNS takes no other. */
function attributes(values: Record<string, unknown>): Record<string, { DataType: string; StringValue: string }> {
  return Object.fromEntries(
    Object.entries(values).flatMap(([name, value]) =>
      typeof value === 'string' && value !== '' ? [[name, { DataType: 'String', StringValue: value }]] : [],
    ),
  );
}

/** SNS takes printable ASCII without line breaks as a subject, and refuses the message otherwise. */
function subject(line: string): string {
  return line.replaceAll(/[^\x20-\x7e]+/g, ' ').slice(0, longestSubject);
}
