import { show } from '../model-checks/model-check.ts';
import type { ManifestBody } from './manifest.ts';

const head = `# Changelog

All releases of this model, newest first, in the form of [Keep a Changelog](https://keepachangelog.com/en/1.1.0/).
Versions follow [Semantic Versioning](https://semver.org).
`;

/** The changelog as of this release: its section on top of the parent's. */
export function changelog(
  release: ManifestBody,
  parent: { text: string; metrics: Record<string, number> } | null,
): string {
  const earlier = parent ? parent.text.slice(parent.text.indexOf('\n## ')) : '';
  return `${head}\n${section(release, parent?.metrics ?? {})}${earlier}`;
}

function section(release: ManifestBody, before: Record<string, number>): string {
  const { data, source, model } = release;
  return [
    `## ${release.version} - ${release.createdAt.slice(0, 10)}`,
    '',
    release.parent === null ? '### Added' : '### Changed',
    '',
    `- ${capital(release.reason)} (${release.trigger.kind}: ${oneLine(release.trigger.detail)}), run \`${release.runId}\`.`,
    `- Trained on ${data.trainRows} rows, judged on ${data.holdoutRows} (snapshot \`${data.snapshot.slice(0, 12)}\`).`,
    `- Source \`${source.digest.slice(0, 12)}\`, model \`${model.digest.slice(0, 12)}\`.`,
    ...Object.entries(release.metrics).map(
      ([name, value]) => `- ${name}: ${show(value)}${earlierValue(before[name], release.parent)}.`,
    ),
    '',
  ].join('\n');
}

/** Each release's metrics are those of its own holdout rows, so a difference would say more than is known. */
function earlierValue(value: number | undefined, parent: string | null): string {
  return value === undefined ? '' : ` (${parent} on its own holdout: ${show(value)})`;
}

/** Words of a user on one line. */
function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, ' ').trim();
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
