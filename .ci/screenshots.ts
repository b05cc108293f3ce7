import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { marked } from 'marked';
import { acts } from '../examples/demo/acts.ts';
import { html } from '../lib/core/report/html.ts';
import { page as pageWith } from '../lib/core/report/page.ts';
import { evidencePlot } from '../lib/core/report/plots/evidence.ts';
import { trafficPlot } from '../lib/core/report/plots/traffic.ts';
import { pullRequestComment } from '../lib/core/report/pull-request-comment.ts';
import { LocalPlace } from '../lib/local/place.ts';

/**
 * The pictures of the docs, from real runs of examples/iris, rendered by Chromium. Beside a release, a pull request that hurts the model is
 * run, for its comment and its report; then the acts of the demo that end in their rollouts, each for the plots of it.
 * CHROMIUM names the browser where it is called otherwise.
 */
const root = resolve(import.meta.dirname, '..');
const out = join(root, 'docs/img');
const folder = mkdtempSync(join(tmpdir(), 'signalbox-screenshots-'));
const workload = join(folder, 'iris');
const place = new LocalPlace(join(folder, 'store'));
const git = (...args: string[]) =>
  execFileSync('git', ['-c', 'user.name=Ada', '-c', 'user.email=ada@example.org', ...args], { cwd: workload });

try {
  cpSync(join(root, 'examples/iris'), workload, { recursive: true });
  git('init', '-q', '-b', 'main');
  commit('feat: a first model');
  await place.run({ workload, data: [join(root, 'examples/demo/drops/2-more/iris.csv')], trigger: 'data' }, () => {});
  git('checkout', '-q', '-b', 'shuffled');
  cpSync(join(root, 'examples/demo/changes/4-shuffled-labels'), workload, { recursive: true });
  commit('fix(training): shuffle rows, so that the order of a drop cannot matter');
  const record = await place.run({ workload, data: [], trigger: 'pull_request' }, () => {});
  const { runId } = record.request;
  const report = place.reportPath(runId);
  // As the run wrote it, but for the folder of this machine.
  const reportPath = `.signalbox/store/runs/${runId}/report.html`;
  const comment = marked.parse(pullRequestComment(record, { reportUrl: null, reportPath }), { async: false });
  const page = join(folder, 'comment.html');
  writeFileSync(page, pageOf(comment));
  mkdirSync(out, { recursive: true });
  screenshot(page, 'pull-request-comment.png', { width: 920, height: 856 });
  screenshot(report, 'run-report.png', { width: 860, height: 928 });
  await pictureRollout(4, 'rollout-evidence.png', 1150);
  await pictureRollout(5, 'shadow.png', 1290);
  await pictureRollout(6, 'ab.png', 1330);
} finally {
  await place.down();
  rmSync(folder, { recursive: true, force: true });
}

/** Plays one act of the demo, as it stands alone, and takes the picture of its rollout. */
async function pictureRollout(act: number, name: string, height: number): Promise<void> {
  const { changes = [], message = '' } = acts[act] ?? {};
  const changed = join(folder, `act-${act}`);
  for (const each of [join(root, 'examples/iris'), ...changes]) cpSync(each, changed, { recursive: true });
  const { rollout } = await place.run({ workload: changed, data: [], trigger: 'push', message }, () => {});
  if (!rollout) throw new Error(`act ${act + 1} of the demo ended before its rollout`);
  const file = join(folder, `${name}.html`);
  writeFileSync(file, pageWith(message, html`${trafficPlot(rollout)}${evidencePlot(rollout)}`));
  screenshot(file, name, { width: 760, height });
}

function commit(message: string): void {
  git('add', '-A');
  git('commit', '-q', '-m', message);
}

/** A comment as GitHub shows one, near enough: measures and colours of github.com. */
function pageOf(comment: string): string {
  return `<!doctype html><meta charset="utf-8"><style>
    body { margin: 16px; font: 14px/1.5 "Liberation Sans", Arial, "Noto Color Emoji", sans-serif; color: #1f2328; background: #fff; }
    section { border: 1px solid #d1d9e0; border-radius: 6px; }
    header { padding: 8px 16px; background: #f6f8fa; border-bottom: 1px solid #d1d9e0; border-radius: 6px 6px 0 0; color: #59636e; }
    header b { color: #1f2328; }
    header i { font-style: normal; font-size: 12px; border: 1px solid #d1d9e0; border-radius: 2em; padding: 0 6px; margin-left: 4px; }
    article { padding: 0 16px; }
    h3 { font-size: 1.25em; margin: 16px 0; }
    h4 { font-size: 1em; margin: 24px 0 16px; }
    table { border-collapse: collapse; margin-bottom: 16px; display: block; overflow: auto; }
    th, td { padding: 6px 13px; border: 1px solid #d1d9e0; text-align: left; }
    tr:nth-child(2n) { background: #f6f8fa; }
    code { font: 85% "Liberation Mono", monospace; background: #818b981f; border-radius: 6px; padding: 0.2em 0.4em; white-space: break-spaces; }
    ul { padding-left: 2em; margin-bottom: 16px; }
  </style><section><header><b>signalbox</b><i>bot</i> commented</header><article>${comment}</article></section>`;
}

function screenshot(page: string, name: string, { width, height }: { width: number; height: number }): void {
  const flags = ['--headless', '--no-sandbox', '--disable-gpu', '--hide-scrollbars', '--force-device-scale-factor=1'];
  const target = `--screenshot=${join(out, name)}`;
  execFileSync(
    process.env.CHROMIUM ?? 'chromium',
    [...flags, target, `--window-size=${width},${height}`, `file://${page}`],
    { stdio: 'ignore' },
  );
  console.log(`docs/img/${name}`);
}
