import * as z from 'zod';
import { InputError } from '../../core/errors.ts';

/** How we prove to GitHub who we are. */
export type GitHubCredentials =
  /** A fine-grained personal access token. */
  | { kind: 'token'; token: string }
  /** An App, whose installation tokens live an hour and reach what it was granted. `privateKey` is PEM. */
  | { kind: 'app'; appId: number; installationId: number; privateKey: string };

/** Where credentials come from. */
export interface CredentialSource {
  /** What to mend when they are refused, as a sentence names it: `the secret signalbox/github`. */
  named: string;
  /** `fresh` reads past every cache: what was read before was refused. */
  read(fresh: boolean): Promise<GitHubCredentials>;
}

const number = z.coerce.number().int().positive();
const appSchema = z.object({ appId: number, installationId: number, privateKey: z.string().includes('PRIVATE KEY') });
const tokenSchema = z.object({ token: z.string().regex(/^[\x21-\x7e]{20,500}$/) });

/**
 * The credentials in the text of a secret: `{"token": …}` or `{"appId", "installationId", "privateKey"}`.
 * @throws InputError `repository-credentials`, which never quotes the text
 */
export function parseCredentials(text: string, named: string): GitHubCredentials {
  const value = parsedJson(text);
  const app = appSchema.safeParse(value);
  if (app.success) return { kind: 'app', ...app.data };
  const token = tokenSchema.safeParse(value);
  if (token.success) return { kind: 'token', ...token.data };
  throw new InputError(
    'repository-credentials',
    `${named} must hold JSON, either {"token": "github_pat_…"} or {"appId": 1, "installationId": 2, "privateKey": "-----BEGIN …"}.`,
  );
}

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Looks like a credential of GitHub's, whoever's it is: tokens, JSON web tokens, private keys, tokens in addresses. */
const secretLike =
  /\b(?:gh[pousr]_|github_pat_)\w+|\bey[\w-]+\.[\w-]+\.[\w-]+|-----BEGIN [^-]*PRIVATE KEY-----[\s\S]*?(?:-----END [^-]*-----|$)|(?<=[?&](?:token|access_token|client_secret)=)[^&\s]+/g;

/** Text of others without anything that could be a credential, on at most 300 characters. */
export function withoutSecrets(text: string, known: readonly string[]): string {
  const plain = known.reduce((left, secret) => left.replaceAll(secret, '[redacted]'), text);
  return plain.replaceAll(secretLike, '[redacted]').replaceAll(/\s+/g, ' ').slice(0, 300);
}
