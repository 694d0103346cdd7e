// The statements of a simple PL/pgSQL body: DECLARE, :=, IF, SELECT … INTO, RETURN, RAISE, and an EXCEPTION part of
// the outermost block. Anything else makes the body not understood.
// https://www.postgresql.org/docs/current/plpgsql-statements.html

export type Statement =
  | { readonly kind: 'return' | 'perform'; readonly text: string }
  | { readonly kind: 'assign'; readonly name: string; readonly text: string }
  | { readonly kind: 'select'; readonly names: readonly string[]; readonly text: string }
  | { readonly kind: 'raise' | 'nothing' }
  | { readonly kind: 'if'; readonly branches: readonly Branch[]; readonly otherwise: readonly Statement[] };

export interface Branch {
  readonly condition: string;
  readonly body: readonly Statement[];
}

export class NotUnderstood extends Error {}

export interface Body {
  readonly declarations: readonly string[];
  readonly statements: readonly Statement[];
  /** What each WHEN of the EXCEPTION part does. */
  readonly handlers: readonly (readonly Statement[])[];
}

/** @throws NotUnderstood */
export function bodyOf(text: string): Body {
  const found = /^\s*(?:DECLARE\b([\s\S]*?)\b)?BEGIN\b([\s\S]*)\bEND\s*;?\s*$/iu.exec(text);
  if (found === null) throw new NotUnderstood();
  const pieces = new Pieces(split(found[2] ?? ''));
  const statements = pieces.block();
  const handlers = pieces.handlers();
  if (!pieces.ended()) throw new NotUnderstood();
  return { declarations: split(found[1] ?? ''), statements, handlers };
}

/** At semicolons outside quotes; trimmed, without empty pieces. */
function split(text: string): readonly string[] {
  const pieces = text.match(/(?:'(?:[^']|'')*'|"[^"]*"|[^;'"])+/gu) ?? [];
  if (text.includes('$$')) throw new NotUnderstood();
  return pieces.map((piece) => piece.trim()).filter((piece) => piece !== '');
}

class Pieces {
  #rest: string[];

  constructor(pieces: readonly string[]) {
    this.#rest = [...pieces];
  }

  block(): readonly Statement[] {
    const statements: Statement[] = [];
    while (this.#rest.length > 0) {
      const next = this.#rest[0] ?? '';
      if (/^(END\b|ELSE\b|ELSIF\b|ELSEIF\b|EXCEPTION\b|WHEN\b)/iu.test(next)) return statements;
      this.#rest.shift();
      statements.push(this.#statement(next));
    }
    return statements;
  }

  /** After the block: `EXCEPTION WHEN a OR b THEN …`, again and again. */
  handlers(): readonly (readonly Statement[])[] {
    const found: (readonly Statement[])[] = [];
    while (this.#rest.length > 0) {
      const head = found.length === 0 ? /^EXCEPTION\s+WHEN\b/iu : /^WHEN\b/iu;
      const next = this.#rest.shift() ?? '';
      const first = head.test(next) ? /\bTHEN\b([\s\S]*)$/iu.exec(next)?.[1] : undefined;
      if (first === undefined) throw new NotUnderstood();
      if (first.trim() !== '') this.#rest.unshift(first.trim());
      found.push(this.block());
    }
    return found;
  }

  ended(): boolean {
    return this.#rest.length === 0;
  }

  #statement(text: string): Statement {
    const condition = /^IF\b([\s\S]*?)\bTHEN\b([\s\S]*)$/iu.exec(text);
    if (condition !== null) return this.#if(condition);
    const returned = /^RETURN\b\s*([\s\S]*)$/iu.exec(text);
    if (returned !== null && !/^(QUERY|NEXT)\b/iu.test(returned[1] ?? '')) {
      return { kind: 'return', text: returned[1] === '' ? 'NULL' : (returned[1] ?? 'NULL') };
    }
    if (/^RAISE\b\s*('|EXCEPTION\b)/iu.test(text)) return { kind: 'raise' };
    if (/^(RAISE\b|NULL$)/iu.test(text)) return { kind: 'nothing' };
    const into = /^(SELECT\b[\s\S]*?)\bINTO\s+(?:STRICT\s+)?(\w+(?:\s*,\s*\w+)*)([\s\S]*)$/iu.exec(text);
    if (into !== null) {
      const names = (into[2] ?? '').split(',').map((name) => name.trim().toLowerCase());
      return { kind: 'select', names, text: `${into[1] ?? ''} ${into[3] ?? ''}` };
    }
    const assign = /^(\w+)\s*:?=\s*([\s\S]+)$/u.exec(text);
    if (assign !== null) return { kind: 'assign', name: (assign[1] ?? '').toLowerCase(), text: assign[2] ?? '' };
    throw new NotUnderstood();
  }

  #if([, condition = '', first = '']: RegExpExecArray): Statement {
    const branches: Branch[] = [];
    let head = condition;
    this.#rest.unshift(...(first.trim() === '' ? [] : [first.trim()]));
    for (;;) {
      branches.push({ condition: head, body: this.block() });
      const mark = this.#rest.shift() ?? '';
      const more = /^ELS(?:E)?IF\b([\s\S]*?)\bTHEN\b([\s\S]*)$/iu.exec(mark);
      if (more !== null) {
        head = more[1] ?? '';
        if ((more[2] ?? '').trim() !== '') this.#rest.unshift((more[2] ?? '').trim());
        continue;
      }
      const otherwise = /^ELSE\b([\s\S]*)$/iu.exec(mark);
      if (otherwise !== null) {
        if ((otherwise[1] ?? '').trim() !== '') this.#rest.unshift((otherwise[1] ?? '').trim());
        const body = this.block();
        if (!/^END\s+IF$/iu.test(this.#rest.shift() ?? '')) throw new NotUnderstood();
        return { kind: 'if', branches, otherwise: body };
      }
      if (!/^END\s+IF$/iu.test(mark)) throw new NotUnderstood();
      return { kind: 'if', branches, otherwise: [] };
    }
  }
}
