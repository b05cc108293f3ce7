/** A text of a template in parts; null stands for a reference. */
function partsOf(value: unknown): Array<string | null> {
  if (typeof value === 'string') return [value];
  const [, parts] = ((value ?? {}) as { 'Fn::Join'?: [string, unknown[]] })['Fn::Join'] ?? ['', [value]];
  return parts.map((part) => (typeof part === 'string' ? part : null));
}

/**
 * Whether a text that was deployed is that of the template, with something in the place of each reference: a name or an ARN, and nothing
 * that could be more of a document.
 */
export function isDeployedFrom(template: unknown, deployed: string): boolean {
  let at = 0;
  let free = false;
  for (const part of partsOf(template)) {
    if (part === null) {
      free = true;
      continue;
    }
    const found = free ? deployed.indexOf(part, at) : at;
    if (found < 0 || !deployed.startsWith(part, found) || !isName(deployed.slice(at, found))) return false;
    at = found + part.length;
    free = false;
  }
  return free ? isName(deployed.slice(at)) : at === deployed.length;
}

function isName(text: string): boolean {
  return /^[^"\s{}]*$/.test(text);
}
