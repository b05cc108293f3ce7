import type { Verdict } from '../../core/gate.ts';

/** Colours words where the terminal wants colour. Meaning never hangs on it: the word says the same. */
export interface Paint {
  good(text: string): string;
  bad(text: string): string;
  unsure(text: string): string;
  strong(text: string): string;
  quiet(text: string): string;
}

export function paintWith(colours: boolean): Paint {
  const ink = (code: number) => (text: string) => (colours ? `\u001b[${code}m${text}\u001b[0m` : text);
  return { good: ink(32), bad: ink(31), unsure: ink(33), strong: ink(1), quiet: ink(2) };
}

export function paintVerdict(paint: Paint, verdict: Verdict, text: string): string {
  if (verdict === 'pass') return paint.good(text);
  return verdict === 'fail' ? paint.bad(text) : paint.unsure(text);
}
