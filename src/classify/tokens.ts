// A name as words: `dateOfBirth`, `DATE_OF_BIRTH`, `date-of-birth`, `birthDate2` → lower-case tokens.

export function nameTokens(name: string): readonly string[] {
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
