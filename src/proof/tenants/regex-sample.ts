// A text that a regular expression of a CHECK accepts: enough of PostgreSQL's syntax for the patterns that
// schemas use (classes, groups, alternation, counts, \d \w \s), driven by a serial so that texts differ.
// The server has the last word: a sample that it refuses is no loss.
// https://www.postgresql.org/docs/current/functions-matching.html#POSIX-SYNTAX-DETAILS

const CLASSES: { readonly [name: string]: string } = {
  alpha: 'abcdefghijklmnopqrstuvwxyz',
  digit: '0123456789',
  alnum: 'abcdefghijklmnopqrstuvwxyz0123456789',
  upper: 'ABCDEFGHIJKLMNOPQRSTUVWXYZ',
  lower: 'abcdefghijklmnopqrstuvwxyz',
  space: ' ',
  punct: '-.',
  xdigit: '0123456789abcdef',
  word: 'abcdefghijklmnopqrstuvwxyz0123456789',
  d: '0123456789',
  w: 'abcdefghijklmnopqrstuvwxyz0123456789',
  s: ' ',
};
const EVERYTHING = 'abcdefghijklmnopqrstuvwxyz0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ-_.+/ ';

export function sampleRegex(pattern: string, serial: number): string | null {
  const sampler = new Sampler(pattern, serial);
  const text = sampler.alternatives();
  return sampler.finished && text.length <= 500 ? text : null;
}

class Sampler {
  readonly #pattern: string;
  #at = 0;
  #state: number;

  constructor(pattern: string, serial: number) {
    this.#pattern = pattern;
    this.#state = serial * 7919 + 13;
  }

  get finished(): boolean {
    return this.#at >= this.#pattern.length;
  }

  /** Several branches: one of them, the first more often than not. */
  alternatives(): string {
    const branches = [this.#branch()];
    while (this.#pattern.charAt(this.#at) === '|') {
      this.#at += 1;
      branches.push(this.#branch());
    }
    return branches[this.#pick(branches.length)] ?? '';
  }

  #branch(): string {
    let text = '';
    while (!this.finished && !'|)'.includes(this.#pattern.charAt(this.#at))) text += this.#piece();
    return text;
  }

  #piece(): string {
    const from = this.#at;
    const first = this.#atom();
    const [least, most] = this.#count();
    const after = this.#at;
    let text = least > 0 ? first : '';
    const wanted = Math.max(least, Math.min(most, 6));
    for (let made = 1; made < wanted; made += 1) {
      this.#at = from;
      text += this.#atom();
    }
    this.#at = after;
    return least === 0 && wanted > 0 && most > 1 ? first + text : text;
  }

  #atom(): string {
    const char = this.#pattern.charAt(this.#at);
    this.#at += 1;
    if (char === '^' || char === '$') return '';
    if (char === '.') return this.#one(CLASSES['alnum'] ?? '');
    if (char === '[') return this.#one(this.#bracket());
    if (char === '(') return this.#group();
    if (char === '\\') return this.#escape();
    return char;
  }

  #group(): string {
    const marker = /^\?[:=!]/u.exec(this.#pattern.slice(this.#at))?.[0] ?? '';
    this.#at += marker.length;
    const text = this.alternatives();
    this.#at += 1;
    return marker === '?=' || marker === '?!' ? '' : text;
  }

  #escape(): string {
    const char = this.#pattern.charAt(this.#at);
    this.#at += 1;
    if ('AZmMyY'.includes(char)) return '';
    const set = CLASSES[char];
    return set === undefined ? char : this.#one(set);
  }

  #bracket(): string {
    const negated = this.#pattern.charAt(this.#at) === '^';
    if (negated) this.#at += 1;
    let set = '';
    let first = true;
    while (!this.finished && (first || this.#pattern.charAt(this.#at) !== ']')) {
      set += this.#bracketItem();
      first = false;
    }
    this.#at += 1;
    return negated ? [...EVERYTHING].filter((char) => !set.includes(char)).join('') : set;
  }

  #bracketItem(): string {
    const named = /^\[:(\w+):\]/u.exec(this.#pattern.slice(this.#at));
    if (named !== null) {
      this.#at += named[0].length;
      return CLASSES[named[1] ?? ''] ?? '';
    }
    let char = this.#pattern.charAt(this.#at);
    this.#at += 1;
    if (char === '\\') {
      char = this.#pattern.charAt(this.#at);
      this.#at += 1;
      const set = CLASSES[char];
      if (set !== undefined) return set;
    }
    const to = this.#pattern.charAt(this.#at + 1);
    if (this.#pattern.charAt(this.#at) !== '-' || to === ']' || to === '') return char;
    this.#at += 2;
    return between(char, to);
  }

  #count(): readonly [number, number] {
    const match = /^(?:([*+?])|\{(\d+)(,?)(\d*)\})\??/u.exec(this.#pattern.slice(this.#at));
    if (match === null) return [1, 1];
    this.#at += match[0].length;
    if (match[1] === '*') return [0, 6];
    if (match[1] === '+') return [1, 6];
    if (match[1] === '?') return [0, 1];
    const least = Number(match[2]);
    if (match[3] === '') return [least, least];
    return [least, match[4] === '' ? Math.max(least, 6) : Number(match[4])];
  }

  #one(set: string): string {
    return set.charAt(this.#pick(set.length));
  }

  /** A small linear congruential generator: repeatable, different for every serial. */
  #pick(size: number): number {
    this.#state = (this.#state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return size === 0 ? 0 : Math.floor(this.#state / 65_536) % size;
  }
}

function between(from: string, to: string): string {
  let set = '';
  for (let code = from.charCodeAt(0); code <= to.charCodeAt(0) && set.length < 200; code += 1)
    set += String.fromCharCode(code);
  return set;
}
