// Which relations the subqueries of an expression read, from the text that the server deparsed: keywords in upper
// case, every name outside pg_catalog with its schema, joins in parentheses. No parser is loaded for it; texts
// that nobody deparsed may hide a relation from it. https://www.postgresql.org/docs/current/functions-info.html

export interface FromName {
  readonly schema: string;
  readonly name: string;
}

type Token =
  | { readonly kind: 'keyword' | 'name'; readonly text: string }
  | { readonly kind: 'symbol'; readonly text: string };

const TOKEN =
  /(?<space>\s+)|(?<string>[EBXU]?&?'(?:[^'\\]|''|\\.)*')|(?<quoted>"(?:[^"]|"")+")|(?<word>[\p{L}_][\p{L}\p{N}_$]*)|(?<other>[\s\S])/gu;

function* tokensOf(text: string): Generator<Token> {
  for (const { groups = {} } of text.matchAll(TOKEN)) {
    const { quoted, word, other } = groups;
    if (quoted !== undefined) yield { kind: 'name', text: quoted.slice(1, -1).replaceAll('""', '"') };
    else if (word !== undefined) yield { kind: /^[A-Z]+$/u.test(word) ? 'keyword' : 'name', text: word };
    else if (other !== undefined) yield { kind: 'symbol', text: other };
  }
}

/** The expression has a subquery, with or without a FROM. */
export function hasSubquery(expression: string): boolean {
  return expression.includes('SELECT') && [...tokensOf(expression)].some((token) => isWord(token, 'SELECT'));
}

/** Without repetition, in order of appearance. */
export function fromNames(expression: string): readonly FromName[] {
  if (!expression.includes('FROM')) return [];
  const reader = new FromReader();
  for (const token of tokensOf(expression)) reader.read(token);
  return reader.found();
}

/** `item`: a relation, a function or a parenthesis comes next; `after`: it has come. */
interface Frame {
  select: boolean;
  at: 'elsewhere' | 'item' | 'after';
}

const ENDS_FROM = new Set(['WHERE', 'GROUP', 'HAVING', 'ORDER', 'LIMIT', 'OFFSET', 'FETCH', 'WINDOW', 'FOR']);
const SET_OPERATIONS = new Set(['UNION', 'INTERSECT', 'EXCEPT']);

class FromReader {
  readonly #frames: Frame[] = [{ select: false, at: 'elsewhere' }];
  readonly #found = new Map<string, FromName>();
  #parts: string[] = [];
  #dot = false;
  #before = '';

  read(token: Token): void {
    if (token.kind === 'name') this.#name(token.text);
    else if (token.text === '.' && this.#parts.length > 0) this.#dot = true;
    else {
      this.#endName(token.text === '(');
      if (token.kind === 'keyword') this.#keyword(token.text);
      else this.#symbol(token.text);
    }
    this.#before = token.text;
  }

  found(): readonly FromName[] {
    this.#endName(false);
    return [...this.#found.values()];
  }

  #top(): Frame {
    return this.#frames.at(-1) ?? { select: false, at: 'elsewhere' };
  }

  #name(text: string): void {
    if (this.#top().at !== 'item') return;
    if (this.#parts.length > 0 && !this.#dot) this.#endName(false);
    if (this.#top().at !== 'item') return;
    this.#parts.push(text);
    this.#dot = false;
  }

  #endName(isCall: boolean): void {
    const [schema, name, ...more] = this.#parts;
    if (schema === undefined) return;
    this.#parts = [];
    this.#dot = false;
    this.#top().at = 'after';
    if (name !== undefined && more.length === 0 && !isCall)
      this.#found.set(JSON.stringify([schema, name]), { schema, name });
  }

  #keyword(word: string): void {
    const top = this.#top();
    if (word === 'SELECT') Object.assign(top, { select: true, at: 'elsewhere' });
    else if (word === 'FROM' && top.select && this.#before !== 'DISTINCT') top.at = 'item';
    else if (word === 'JOIN' && top.at === 'after') top.at = 'item';
    else if (ENDS_FROM.has(word) || SET_OPERATIONS.has(word)) top.at = 'elsewhere';
  }

  #symbol(text: string): void {
    const top = this.#top();
    if (text === '(') {
      this.#frames.push({ select: false, at: top.at === 'item' ? 'item' : 'elsewhere' });
      if (top.at === 'item') top.at = 'after';
    } else if (text === ')') {
      if (this.#frames.length > 1) this.#frames.pop();
    } else if (text === ',' && top.at === 'after') top.at = 'item';
  }
}

function isWord(token: Token, word: string): boolean {
  return token.kind === 'keyword' && token.text === word;
}
