// Values for the random search: two tenants, what the policies themselves name, and a few of each type.

import type { Problem } from './problem.js';
import type { Random } from './random.js';
import { renderValue } from './render.js';
import { isNumber, isText } from './types.js';
import type { World } from './world.js';

const OWN = 1;
const OTHER = 2;

export class Pool {
  readonly random: Random;
  readonly #world: World;
  readonly #texts: readonly string[];
  readonly #numbers: readonly string[];

  constructor(world: World, problem: Problem, random: Random) {
    this.#world = world;
    this.random = random;
    const literals = problem.known.filter((each) => isText(each.type)).map((each) => each.text);
    const ids = [this.own('uuid'), this.other('uuid')];
    this.#texts = [
      ...literals.slice(0, 40),
      ...ids,
      ...ids.map((id) => `${id}/x`),
      ...literals.slice(0, 8).map((text) => `${text}/${ids[0] ?? ''}/x`),
      'true',
      'x',
    ];
    this.#numbers = ['0', '1', '2', '3', ...literals.filter((text) => /^\d{1,6}$/u.test(text))];
  }

  /** The session's own tenant, or user. */
  own(type: string): string {
    return tenant(this.#base(type), OWN);
  }

  other(type: string): string {
    return tenant(this.#base(type), OTHER);
  }

  isOther(text: string): boolean {
    return ['uuid', 'integer', 'text'].some((type) => tenant(type, OTHER) === text);
  }

  text(): string {
    return this.random.chance(0.25) ? this.own('uuid') : this.random.pick(this.#texts, 'x');
  }

  row([schema, name]: readonly [string, string], columns: Iterable<string>): Readonly<Record<string, string | null>> {
    const facts = this.#world.columns(schema, name);
    const values = [...columns].flatMap((column): readonly (readonly [string, string | null])[] => {
      const fact = facts.find((each) => each.name === column);
      if (fact === undefined || fact.generated !== null) return [];
      return [[column, !fact.notNull && this.random.chance(0.15) ? null : this.value(fact.type)]];
    });
    return Object.fromEntries(values);
  }

  value(type: string): string {
    const base = this.#base(type);
    const labels = this.#world.labels.get(base);
    if (labels !== undefined) return this.random.pick(labels, '');
    if (base === 'uuid') return this.random.chance(0.5) ? this.own(base) : this.other(base);
    if (isText(base)) return this.text();
    if (base === 'boolean') return this.random.chance(0.7) ? 'true' : 'false';
    if (isNumber(base)) return this.random.pick(this.#numbers, '1');
    if (base.startsWith('timestamp') || base === 'date') return this.random.chance(0.5) ? '2000-01-01' : '2100-01-01';
    if (base.endsWith('[]')) return `{${JSON.stringify(this.value(base.slice(0, -2)))}}`;
    if (base === 'json' || base === 'jsonb') return '{}';
    return renderValue(base, 1, 1);
  }

  #base(type: string): string {
    return this.#world.type(type);
  }
}

function tenant(type: string, number: number): string {
  return isText(type) ? `tenant-${number}` : renderValue(type, number, number);
}
