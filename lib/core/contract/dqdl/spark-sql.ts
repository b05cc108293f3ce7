const quotedOrWord =
  /'[^'\\]*(?:(?:''|\\.)[^'\\]*)*'|"[^"\\]*(?:(?:""|\\.)[^"\\]*)*"|`[^`]*(?:``[^`]*)*`|[A-Za-z_]\w*|./gs;

/**
 * Spark's SQL in the engine's spelling: texts may stand in double quotes there, names in backticks, and the data is called
 * `primary`, which is a key word to others.
 */
export function fromSparkSql(sql: string): string {
  return (sql.match(quotedOrWord) ?? []).map(inOurs).join('');
}

function inOurs(part: string): string {
  const inner = part.slice(1, -1);
  if (part.length > 1 && part.startsWith("'")) return textOf(inner.replaceAll("''", "'"));
  if (part.length > 1 && part.startsWith('"')) return textOf(inner.replaceAll('""', '"'));
  if (part.length > 1 && part.startsWith('`')) return nameOf(inner.replaceAll('``', '`'));
  return part.toLowerCase() === 'primary' ? '{batch}' : part;
}

/** A backslash keeps the next character; before a letter that it makes something else of, both stay. */
function textOf(inner: string): string {
  return `'${inner.replace(/\\(['"\\])/g, '$1').replaceAll("'", "''")}'`;
}

function nameOf(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
