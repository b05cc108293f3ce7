import { Duration, type aws_secretsmanager as secretsmanager } from 'aws-cdk-lib';
import { reportGroups } from '../core/buildspec.ts';
import { buildEnvironment } from '../core/environment.ts';
import { codecovRequirements } from './codecov-uploader.ts';
import type { BuildProject, BuildProjectOptions } from './projects.ts';

/** Runs the workload's own checks. Their reports have groups of their own, and what pip downloads is kept for the next build. */
export function checksProject(
  project: (options: BuildProjectOptions) => BuildProject,
  machine: 'delivery' | 'pull_request',
  codecovToken: secretsmanager.ISecret | undefined,
): BuildProject {
  return project({
    name: 'checks',
    timeLimit: Duration.minutes(70),
    writes: ['checks.json', 'coverage.xml', 'logs/*'],
    reports: { tests: reportGroups.tests, coverage: reportGroups.coverage },
    // Each machine has a cache of its own: what a pull request puts there, nothing that is released ever reads.
    cache: machine,
    ...(codecovToken
      ? {
          secrets: { [buildEnvironment.codecovToken]: codecovToken },
          variables: { [buildEnvironment.codecovRequirements]: codecovRequirements },
        }
      : {}),
  });
}
