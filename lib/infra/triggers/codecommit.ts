import { type aws_codecommit as codecommit, aws_events as events } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import type { IntakeQueue } from './intake-queue.ts';

export interface CodeCommitTriggerProps {
  pipeline: string;
  repository: codecommit.IRepository;
  branch: string;
  intake: IntakeQueue;
}

/** A push to the released branch, and commits of pull requests that want to go into it. */
export class CodeCommitTrigger extends Construct {
  constructor(scope: Construct, { pipeline, repository, branch, intake }: CodeCommitTriggerProps) {
    super(scope, 'CodeCommit');
    const pattern = (detailType: string, detail: Record<string, string[]>): events.EventPattern => ({
      source: ['aws.codecommit'],
      detailType: [detailType],
      resources: [repository.repositoryArn],
      detail,
    });
    new events.Rule(this, 'Pushed', {
      description: `Signalbox ${pipeline}: ${branch} was pushed to`,
      eventPattern: pattern('CodeCommit Repository State Change', {
        event: ['referenceCreated', 'referenceUpdated'],
        referenceType: ['branch'],
        referenceName: [branch],
      }),
      targets: [intake.target()],
    });
    new events.Rule(this, 'PullRequest', {
      description: `Signalbox ${pipeline}: a pull request into ${branch} has a new commit`,
      eventPattern: pattern('CodeCommit Pull Request State Change', {
        event: ['pullRequestCreated', 'pullRequestSourceBranchUpdated'],
        destinationReference: [`refs/heads/${branch}`],
      }),
      targets: [intake.target()],
    });
  }
}
