import * as z from 'zod';
import { bad, type Examination, type Finding, ok, type Patient, shown, unknown } from './finding.ts';

const wanted = ['push', 'pull_request', 'check_run'];

const configSchema = z.object({
  url: z.string().default(''),
  content_type: z.string().default('form'),
  insecure_ssl: z.union([z.string(), z.number()]).default('0'),
  /** GitHub shows asterisks where there is one. */
  secret: z.string().default(''),
});
const hooksSchema = z.array(
  z.object({ id: z.number(), active: z.boolean(), events: z.array(z.string()), config: configSchema }),
);
const appSchema = z.object({ events: z.array(z.string()) });
const deliveriesSchema = z.array(
  z.object({ delivered_at: z.string(), status_code: z.number(), status: z.string(), event: z.string() }),
);
type Delivery = z.output<typeof deliveriesSchema>[number];

/** A webhook, of the repository or of the App. */
interface Hook {
  active: boolean;
  events: string[];
  config: z.output<typeof configSchema>;
  deliveries: Delivery[] | undefined;
}

/** Whether GitHub tells us of pushes, and whether we hear it. */
export const webhook: Examination = async (patient) => {
  const hooks = await hooksOf(patient);
  const settings = `https://github.com/${patient.client.repository}/settings/hooks`;
  if (hooks === undefined)
    return [
      unknown('webhook', 'these credentials may not see webhooks, and need not', `Look at ${settings} yourself.`),
    ];
  const hook = hooks.find(({ config }) => isOurs(config.url, patient.webhookUrl));
  if (!hook) {
    const url = patient.webhookUrl ?? 'the URL that the deployment printed';
    const mend = `Add a webhook to ${url} with content type application/json, a secret and the events ${wanted.join(', ')}: ${settings}`;
    return [bad('webhook', 'there is no webhook to this pipeline', mend)];
  }
  return [...examined(hook, settings), deliveries(hook, patient.now)];
};

async function hooksOf(patient: Patient): Promise<Hook[] | undefined> {
  const credentials = await patient.client.credentials();
  const own = await hooksOfRepository(patient);
  const ofApp = credentials.kind === 'app' ? await hookOfApp(patient) : undefined;
  return own === undefined && ofApp === undefined ? undefined : [...(ofApp ? [ofApp] : []), ...(own ?? [])];
}

async function hooksOfRepository({ client, webhookUrl }: Patient): Promise<Hook[] | undefined> {
  const hooks = await shown(client.call('GET /repos/{owner}/{repo}/hooks', { per_page: 100 }, hooksSchema));
  if (!hooks) return undefined;
  const route = 'GET /repos/{owner}/{repo}/hooks/{hook_id}/deliveries';
  return Promise.all(
    hooks
      .filter(({ config }) => isOurs(config.url, webhookUrl))
      .map(async ({ id, ...hook }) => ({
        ...hook,
        deliveries: await shown(client.call(route, { hook_id: id, per_page: 30 }, deliveriesSchema)),
      })),
  );
}

async function hookOfApp({ client }: Patient): Promise<Hook | undefined> {
  const as = { as: 'app' as const };
  const config = await shown(client.call('GET /app/hook/config', {}, configSchema, as));
  if (!config?.url) return undefined;
  const app = await shown(client.call('GET /app', {}, appSchema, as));
  const sent = await shown(client.call('GET /app/hook/deliveries', { per_page: 30 }, deliveriesSchema, as));
  return { active: true, events: app?.events ?? [], config, deliveries: sent };
}

/** Function URLs of Lambda have hosts of their own. */
function isOurs(url: string, webhookUrl: string | null): boolean {
  if (webhookUrl !== null) return plain(url) === plain(webhookUrl);
  return URL.canParse(url) && /\.lambda-url\.[a-z0-9-]+\.on\.aws$/.test(new URL(url).hostname);
}

function plain(url: string): string {
  return URL.canParse(url) ? new URL(url).href.replace(/\/+$/, '') : url;
}

function examined({ active, events, config }: Hook, settings: string): Finding[] {
  const missing = events.includes('*') ? [] : wanted.filter((event) => !events.includes(event));
  const verdict = (check: string, well: boolean, good: string, wrong: string, mend: string) =>
    well ? ok(check, good) : bad(check, wrong, `${mend}: ${settings}`);
  return [
    verdict('webhook', active, 'is active', 'is switched off', 'Tick Active'),
    verdict('webhook events', missing.length === 0, wanted.join(', '), `lacks ${missing.join(', ')}`, 'Add them'),
    verdict(
      'webhook content',
      config.content_type === 'json',
      'application/json',
      `${config.content_type}, which is not understood`,
      'Choose application/json',
    ),
    verdict('webhook secret', config.secret !== '', 'is set', 'is not set: every delivery is refused', 'Set it'),
    verdict(
      'webhook TLS',
      String(config.insecure_ssl) === '0',
      'certificates are verified',
      'certificates are not verified',
      'Enable SSL verification',
    ),
  ];
}

function deliveries({ deliveries: all }: Hook, now: Date): Finding {
  const check = 'webhook deliveries';
  const [newest] = all ?? [];
  if (!all) return unknown(check, 'these credentials may not see them', 'Look at Recent Deliveries of the webhook.');
  if (!newest) return unknown(check, 'there were none of late', 'Push something, or redeliver the ping.');
  const failed = all.filter(({ status_code }) => status_code < 200 || status_code > 299);
  const age = `${Math.max(0, Math.round((now.getTime() - Date.parse(newest.delivered_at)) / 3_600_000))} h ago`;
  const last = `the newest, ${newest.event} ${age}, got ${newest.status_code} ${newest.status}`;
  if (failed.length === 0) return ok(check, `all of the last ${all.length} arrived; ${last}`);
  const mend =
    'Redeliver them once the cause is mended; a secret that differs answers 401, a fault of ours 500 or more.';
  return bad(check, `${failed.length} of the last ${all.length} were not accepted; ${last}`, mend);
}
