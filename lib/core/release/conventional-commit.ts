/** A commit's message as [Conventional Commits 1.0.0](https://www.conventionalcommits.org/en/v1.0.0/) reads it. */
export interface ConventionalCommit {
  /** In lower case; null where the message is of no such form. */
  type: string | null;
  scope: string | null;
  /** `!` before the colon, or a footer `BREAKING CHANGE:`. */
  breaking: boolean;
  /** What was done, on one line; the whole subject where there is no type. */
  description: string;
}

const header = /^(?<type>[a-z][a-z0-9-]{0,30})(?:\((?<scope>[^()]{1,100})\))?(?<bang>!)?: +(?<description>\S.*)$/i;
/** Both spellings of the specification; a subject of this form means the same to whoever wrote it. */
const breakingFooter = /^BREAKING[ -]CHANGE(?:: | #)/m;
const revert = /^Revert "(?<what>.+)"$/;
/** Written by git and by code hosts; says nothing of what changed, since the merged commits are in the range too. */
const merge = /^Merge (?:pull request|branch|branches|tag|remote-tracking branch|commit) /;

export function readCommit(message: string): ConventionalCommit {
  const subject = oneLine(message.split(/\r\n|[\r\n]/, 1)[0] ?? '');
  const breaking = breakingFooter.test(message.replaceAll('\r', '\n'));
  const found = header.exec(subject)?.groups;
  if (found) {
    const { type = '', scope = null, bang, description = '' } = found;
    return { type: type.toLowerCase(), scope, breaking: breaking || bang !== undefined, description };
  }
  const reverted = revert.exec(subject)?.groups?.what;
  if (reverted !== undefined) return { type: 'revert', scope: null, breaking, description: reverted };
  return { type: merge.test(subject) ? 'merge' : null, scope: null, breaking, description: subject };
}

const longest = 200;

/** Words of a user on one line of at most 200 characters, without anything that moves a cursor or turns writing direction. */
export function oneLine(text: string): string {
  const line = text
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what it looks for
    .replaceAll(/[\u0000-\u0020\u007f-\u00a0\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]+/g, ' ')
    .toWellFormed()
    .trim();
  const characters = [...line];
  return characters.length > longest ? `${characters.slice(0, longest - 1).join('')}…` : line;
}
