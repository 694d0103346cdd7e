// A name as words: `dateOfBirth`, `DATE_OF_BIRTH`, `date-of-birth`, `birthDate2` → lower-case tokens.

const MOST = 50_000;
const known = new Map<string, readonly string[]>();

/** Remembered: of a hundred thousand columns most are called `id`, `name` or `created_at`. */
export function nameTokens(name: string): readonly string[] {
  const before = known.get(name);
  if (before !== undefined) return before;
  if (known.size >= MOST) known.clear();
  const tokens = splitName(name);
  known.set(name, tokens);
  return tokens;
}

function splitName(name: string): readonly string[] {
  return name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/([\p{Ll}\p{N}])(\p{Lu})/gu, '$1 $2')
    .replace(/(\p{Lu})(\p{Lu}\p{Ll})/gu, '$1 $2')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .flatMap((token) => token.match(/\p{L}+|\p{N}+/gu) ?? [])
    .filter((token) => token !== '');
}

/** Whether the words stand in the tokens, next to each other and in order. */
export function containsWords(tokens: readonly string[], words: readonly string[]): boolean {
  for (let start = 0; start + words.length <= tokens.length; start += 1) {
    if (words.every((word, index) => tokens[start + index] === word)) return true;
  }
  return false;
}
