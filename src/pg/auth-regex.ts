// Translates the regular expressions of pg_hba.conf and pg_ident.conf (PostgreSQL's ARE, compiled
// with C collation, searched anywhere in the name) into JavaScript's, where both surely agree.
// What is outside that common part answers `undefined`: the caller must then say "not known".
// https://www.postgresql.org/docs/current/functions-matching.html#POSIX-SYNTAX-DETAILS

const CLASSES: Readonly<Record<string, string>> = {
  alpha: 'a-zA-Z',
  digit: '0-9',
  alnum: 'a-zA-Z0-9',
  upper: 'A-Z',
  lower: 'a-z',
  space: ' \\t\\n\\v\\f\\r',
  blank: ' \\t',
  punct: '!-\\/:-@\\[-`\\{-~',
  xdigit: '0-9A-Fa-f',
  word: 'a-zA-Z0-9_',
};

const ESCAPES: Readonly<Record<string, string>> = {
  d: '[0-9]',
  D: '[^0-9]',
  w: '[a-zA-Z0-9_]',
  W: '[^a-zA-Z0-9_]',
  s: '[ \\t\\n\\v\\f\\r]',
  S: '[^ \\t\\n\\v\\f\\r]',
  A: '^',
  Z: '$',
};

/** A matcher for names, or undefined when the expression is outside the part both engines share. */
export function compileAuthRegex(pattern: string): RegExp | undefined {
  const source = translate(pattern);
  if (source === undefined) return undefined;
  try {
    return new RegExp(source, 'su');
  } catch {
    return undefined;
  }
}

/** A complaint only when the server certainly refuses the expression: unbalanced groups or brackets. */
export function authRegexProblem(pattern: string): string | undefined {
  if (pattern.startsWith('***')) return undefined;
  let depth = 0;
  for (let at = 0; at < pattern.length; at += 1) {
    const char = pattern.charAt(at);
    if (char === '\\') {
      at += 1;
      if (at >= pattern.length) return 'invalid escape \\ sequence';
    } else if (char === '[') {
      const end = bracketEnd(pattern, at);
      if (end < 0) return 'brackets [] not balanced';
      at = end;
    } else if (char === '(') {
      depth += 1;
    } else if (char === ')') {
      depth -= 1;
      if (depth < 0) return 'parentheses () not balanced';
    }
  }
  return depth === 0 ? undefined : 'parentheses () not balanced';
}

function translate(pattern: string): string | undefined {
  if (/^\*\*\*|^\(\?[a-z]/u.test(pattern)) return undefined;
  let out = '';
  for (let at = 0; at < pattern.length; at += 1) {
    const char = pattern.charAt(at);
    if (char === '\\') {
      at += 1;
      const escape = translateEscape(pattern.charAt(at));
      if (escape === undefined) return undefined;
      out += escape;
    } else if (char === '[') {
      const end = bracketEnd(pattern, at);
      const bracket = end < 0 ? undefined : translateBracket(pattern.slice(at + 1, end));
      if (bracket === undefined) return undefined;
      out += bracket;
      at = end;
    } else if (char === '(' && pattern.charAt(at + 1) === '?' && pattern.charAt(at + 2) !== ':') {
      return undefined;
    } else {
      out += char === '}' || char === ']' || char === '/' ? translateClosing(char, out) : char;
    }
  }
  return out;
}

/** A closing brace ends a bound only when one is open; elsewhere it is itself. */
function translateClosing(char: string, before: string): string {
  return char === '}' && /\{\d+(?:,\d*)?$/u.test(before) ? char : `\\${char}`;
}

function translateEscape(char: string): string | undefined {
  if (char === '' || /[a-zA-Z0-9]/u.test(char)) return Object.hasOwn(ESCAPES, char) ? ESCAPES[char] : undefined;
  return /[$()*+.?[\\\]^{|}/]/u.test(char) ? `\\${char}` : char;
}

/** Index of the bracket that closes the expression opened at `open`, or -1. */
function bracketEnd(pattern: string, open: number): number {
  let at = open + 1;
  at += pattern.charAt(at) === '^' ? 1 : 0;
  at += pattern.charAt(at) === ']' ? 1 : 0;
  while (at < pattern.length && pattern.charAt(at) !== ']') {
    const kind = pattern.charAt(at) === '[' ? pattern.charAt(at + 1) : '';
    if (kind === ':' || kind === '.' || kind === '=') {
      const close = pattern.indexOf(`${kind}]`, at + 2);
      if (close < 0) return -1;
      at = close + 2;
    } else {
      at += pattern.charAt(at) === '\\' ? 2 : 1;
    }
  }
  return at < pattern.length ? at : -1;
}

function translateBracket(body: string): string | undefined {
  const negated = body.startsWith('^');
  let rest = negated ? body.slice(1) : body;
  let out = '';
  while (rest !== '') {
    const named = /^\[:([a-z]+):\]/u.exec(rest);
    if (named !== null) {
      const set = Object.hasOwn(CLASSES, named[1] ?? '') ? CLASSES[named[1] ?? ''] : undefined;
      if (set === undefined) return undefined;
      out += set;
      rest = rest.slice(named[0].length);
      continue;
    }
    const char = rest.charAt(0);
    // Collating elements, equivalence classes and escapes inside brackets: not in the shared part.
    if (char === '\\' || /^\[[.=]/u.test(rest)) return undefined;
    out += /[[\]^/(){}|.*+?$&~!#%,:;<=>@`]/u.test(char) ? `\\u{${char.charCodeAt(0).toString(16)}}` : char;
    rest = rest.slice(1);
  }
  return `[${negated ? '^' : ''}${out}]`;
}
