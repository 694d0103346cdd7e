// Questions that were answered, by their whole text: many policies of one database ask the same. Only the last few
// thousand are kept.

import type { Answer, Wanted } from './answer.js';

const MAX_ANSWERS = 4000;
const MAX_LETTERS = 40_000_000;

export class Answers {
  readonly #found = new Map<string, Answer>();
  #letters = 0;

  get(text: string, wanted: readonly Wanted[], assumed: readonly string[]): Answer | undefined {
    return this.#found.get(keyOf(text, wanted, assumed));
  }

  keep(text: string, wanted: readonly Wanted[], assumed: readonly string[], answer: Answer): void {
    const key = keyOf(text, wanted, assumed);
    if (this.#found.has(key)) return;
    this.#found.set(key, answer);
    this.#letters += key.length;
    for (const [oldest] of this.#found) {
      if (this.#found.size <= MAX_ANSWERS && this.#letters <= MAX_LETTERS) return;
      this.#found.delete(oldest);
      this.#letters -= oldest.length;
    }
  }
}

/** Values are only given for what was wanted, so that belongs to the question. */
function keyOf(text: string, wanted: readonly Wanted[], assumed: readonly string[]): string {
  return [assumed.join(' '), wanted.map(({ name }) => name).join(' '), text].join('\n');
}
