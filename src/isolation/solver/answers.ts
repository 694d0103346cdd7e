// Questions that were answered, by their whole text: many policies of one database ask the same. Only the last few
// thousand are kept.

import type { Answer, Put } from './answer.js';

const MAX_ANSWERS = 4000;
const MAX_LETTERS = 40_000_000;

export class Answers {
  readonly #found = new Map<string, Answer>();
  #letters = 0;

  get(question: Put): Answer | undefined {
    return this.#found.get(keyOf(question));
  }

  keep(question: Put, answer: Answer): void {
    const key = keyOf(question);
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
function keyOf({ text, wanted, assumed, seed }: Put): string {
  return [String(seed), assumed.join(' '), wanted.map(({ name }) => name).join(' '), text].join('\n');
}
