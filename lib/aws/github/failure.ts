import * as z from 'zod';
import { InputError, InternalError, messageOf } from '../../core/errors.ts';

/** What GitHub, or the way to it, said no with: only what is safe to show. An error of Octokit's holds the request's headers. */
export interface Failure {
  /** HTTP status; 0 where no answer came. */
  status: number;
  message: string;
  /** `already_exists` and the like, of a 422. */
  codes: string[];
  headers: Record<string, string>;
}

const thrownSchema = z.object({
  status: z.number(),
  response: z.object({
    headers: z.record(z.string(), z.unknown()).catch({}),
    data: z.unknown(),
  }),
});

const dataSchema = z.object({
  message: z.string().catch(''),
  errors: z
    .array(z.union([z.string(), z.object({ code: z.string().catch(''), message: z.string().nullish().catch('') })]))
    .catch([]),
});

/** Copies out of whatever was thrown; nothing of it is kept as a cause. */
export function failureOf(thrown: unknown): Failure {
  const read = thrownSchema.safeParse(thrown);
  if (!read.success) return { status: 0, message: reasonOf(thrown), codes: [], headers: {} };
  const { status, response } = read.data;
  const data = dataSchema.safeParse(response.data).data ?? { message: '', errors: [] };
  const details = data.errors.map((error) => (typeof error === 'string' ? error : error.message || error.code));
  return {
    status,
    message: [data.message || `HTTP ${status}`, ...details].join('; '),
    codes: data.errors.flatMap((error) => (typeof error === 'string' || error.code === '' ? [] : [error.code])),
    headers: Object.fromEntries(Object.entries(response.headers).map(([name, value]) => [name, String(value)])),
  };
}

/** Fetch says `fetch failed` and hides why in its cause. */
function reasonOf(thrown: unknown): string {
  if (!(thrown instanceof Error)) return messageOf(thrown);
  if (/aborted due to timeout/.test(thrown.message)) return 'no answer in time';
  const cause = thrown.cause instanceof Error ? thrown.cause : undefined;
  const code = cause && 'code' in cause ? String(cause.code) : '';
  return [thrown.message || thrown.name, code].filter(Boolean).join(' ');
}

/** GitHub will not do it however often it is asked; `status` and `codes` let a caller tell which no it was. */
export class GitHubRefusal extends InputError {
  readonly status: number;
  readonly codes: string[];

  constructor(code: string, sentence: string, { status, codes }: Pick<Failure, 'status' | 'codes'>) {
    super(code, sentence);
    this.status = status;
    this.codes = codes;
  }
}

/** The error of ours for a failure that is final, or that we will not wait out. */
export function errorOf(failure: Failure, asked: { route: string; repository: string; named: string }): Error {
  const { status, message, headers } = failure;
  const { route, repository, named } = asked;
  const said = `${route} of ${repository}: GitHub answered ${status}: ${message}`;
  const refusal = (code: string, mend: string) => new GitHubRefusal(code, `${said}. ${mend}`, failure);
  if (isBusy(failure)) return new InternalError('github-busy', `${said}. It asks to be left alone for a while.`);
  if (status === 0) return new InternalError('github-unavailable', `${route} of ${repository}: ${message}`);
  if (status >= 500) return new InternalError('github-unavailable', said);
  if (status === 401) return refusal('repository-unauthorized', `Renew the credentials in ${named}.`);
  if (status === 403) {
    const needs = headers['x-accepted-github-permissions'];
    return refusal('repository-forbidden', `Grant ${needs ?? 'this permission'} to the credentials in ${named}.`);
  }
  if (status === 404)
    return refusal('repository-not-found', `It is not there, or the credentials in ${named} do not reach it.`);
  if (status >= 300 && status < 400)
    return refusal('repository-moved', 'The repository has another name now; connect it under that.');
  return refusal('repository-refused', 'Asking again will not help.');
}

/** A rate limit: GitHub says so by 429, or by 403 with a hint. */
export function isBusy({ status, headers, message }: Failure): boolean {
  if (status === 429) return true;
  if (status !== 403) return false;
  return (
    headers['x-ratelimit-remaining'] === '0' || 'retry-after' in headers || /secondary rate limit|abuse/i.test(message)
  );
}
