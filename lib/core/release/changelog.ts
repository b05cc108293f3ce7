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
    `- ${capital(release.reason)} (${release.trigger.kind}: ${release.trigger.detail}), run \`${release.runId}\`.`,
    `- Trained on ${data.trainRows} rows, judged on ${data.holdoutRows} (snapshot \`${data.snapshot.slice(0, 12)}\`).`,
    `- Source \`${source.digest.slice(0, 12)}\`, model \`${model.digest.slice(0, 12)}\`.`,
    ...Object.entries(release.metrics).map(
      ([name, value]) => `- ${name}: ${show(value)}${difference(value, before[name])}.`,
    ),
    '',
  ].join('\n');
}

function difference(value: number, before: number | undefined): string {
  if (before === undefined) return '';
  const delta = value - before;
  return ` (${delta >= 0 ? '+' : '−'}${show(Math.abs(delta))})`;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
