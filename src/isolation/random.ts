// Random numbers with a seed: the same seed, the same search. https://en.wikipedia.org/wiki/Linear_congruential_generator

export class Random {
  #state: number;

  constructor(seed: number) {
    this.#state = seed >>> 0;
  }

  /** Below 1. */
  next(): number {
    this.#state = (Math.imul(this.#state, 1664525) + 1013904223) >>> 0;
    return this.#state / 2 ** 32;
  }

  chance(probability: number): boolean {
    return this.next() < probability;
  }

  pick<T>(items: readonly T[], otherwise: T): T {
    return items[Math.floor(this.next() * items.length)] ?? otherwise;
  }
}
