// The alternatives of a condition that the server printed: pg_get_expr brackets every OR, so its parts are what
// stands between the ORs at one depth.

export function alternatives(text: string): readonly string[] {
  const inner = unwrapped(text.trim());
  const parts: string[] = [];
  let start = 0;
  for (const [at, depth] of unquoted(inner)) {
    if (depth > 0 || at < start) continue;
    // CASE and BETWEEN have words of their own between their parts.
    if (/^(CASE|BETWEEN)\b/u.test(inner.slice(at, at + 8))) return [text];
    if (!inner.startsWith(' OR ', at)) continue;
    parts.push(inner.slice(start, at).trim());
    start = at + 4;
  }
  return [...parts, inner.slice(start).trim()];
}

/** Places outside quotes, with how many brackets are open behind each. */
function* unquoted(text: string): Generator<readonly [at: number, depth: number]> {
  let depth = 0;
  let quote = '';
  for (let at = 0; at < text.length; at += 1) {
    const letter = text.charAt(at);
    if (quote !== '') {
      if (letter === quote) quote = '';
      continue;
    }
    if (letter === "'" || letter === '"') quote = letter;
    if (letter === '(') depth += 1;
    if (letter === ')') depth -= 1;
    yield [at, depth];
  }
}

/** Without the brackets around all of it. */
function unwrapped(text: string): string {
  if (!text.startsWith('(')) return text;
  for (const [at, depth] of unquoted(text))
    if (depth === 0) return at === text.length - 1 ? unwrapped(text.slice(1, -1).trim()) : text;
  return text;
}

export function shortened(text: string): string {
  const flat = text.replaceAll(/\s+/gu, ' ').trim();
  return flat.length > 160 ? `${flat.slice(0, 157)}…` : flat;
}
