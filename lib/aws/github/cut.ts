/** The text within a limit of GitHub's, in UTF-16 units; what is left out is said at its end. */
export function cut(text: string, limit: number, note = '…'): string {
  if (text.length <= limit) return text;
  // Never half of a surrogate pair: it is no text.
  return `${text
    .slice(0, limit - note.length)
    .toWellFormed()
    .replace(/\uFFFD$/, '')}${note}`;
}

/** GitHub's limits, in characters. */
export const limits = { title: 140, description: 140, comment: 65_536, summary: 65_535, release: 125_000 } as const;

export const cutNote = '\n\n_Cut here: GitHub takes no more. The whole of it is in the report of the run._\n';
