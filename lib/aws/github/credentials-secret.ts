import type { Clock } from '../../ports.ts';
import { type CredentialSource, type GitHubCredentials, parseCredentials } from './credentials.ts';

const keptMs = 5 * 60_000;

/** Credentials out of a secret, kept for five minutes; a refused one is read anew, since it may have been rotated. */
export class CredentialsSecret implements CredentialSource {
  readonly named: string;
  private readonly fetch: () => Promise<string>;
  private readonly clock: Clock;
  private kept: { at: number; credentials: GitHubCredentials } | undefined;

  /** @param fetch text of the secret, as parseCredentials takes it */
  constructor(named: string, fetch: () => Promise<string>, clock: Clock) {
    this.named = named;
    this.fetch = fetch;
    this.clock = clock;
  }

  async read(fresh: boolean): Promise<GitHubCredentials> {
    const now = this.clock.now().getTime();
    if (this.kept && !fresh && now - this.kept.at < keptMs) return this.kept.credentials;
    const credentials = parseCredentials(await this.fetch(), this.named);
    this.kept = { at: now, credentials };
    return credentials;
  }
}
