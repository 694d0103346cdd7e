// The backslash commands that dumps contain: \connect, \restrict, \unrestrict. Everything else that psql
// would run (\!, \i, \copy, \gexec, …) is refused: a dump is somebody else's program.
// https://www.postgresql.org/docs/current/app-psql.html#APP-PSQL-META-COMMANDS

export type DumpCommand =
  | { readonly kind: 'connect'; readonly database: string }
  | { readonly kind: 'ignored' }
  | { readonly kind: 'refused'; readonly what: string };

/** `line` is the rest of the line from the backslash on, without its line break. */
export function readCommand(line: string): DumpCommand {
  const name = /^\\([^\s\\'"`:]*)/u.exec(line)?.[1] ?? '';
  const rest = line.slice(name.length + 1).trim();
  if (name === 'restrict' || name === 'unrestrict') {
    return /^[A-Za-z0-9]+$/u.test(rest) ? { kind: 'ignored' } : refused(name);
  }
  return name === 'connect' || name === 'c' ? readConnect(name, rest) : refused(name);
}

function refused(name: string): DumpCommand {
  return { kind: 'refused', what: `the psql command \\${name === '' ? '' : name} is not run` };
}

function readConnect(name: string, rest: string): DumpCommand {
  const reuse = /^-reuse-previous=on\s+/u.exec(rest)?.[0] ?? '';
  const argument = rest.slice(reuse.length);
  const word = readArgument(argument);
  if (word === undefined || word === '' || word === '-') {
    return { kind: 'refused', what: `\\${name} takes exactly one database name here` };
  }
  if (/^postgres(?:ql)?:\/\//u.test(word)) {
    return { kind: 'refused', what: `\\${name} to another server` };
  }
  const database = word.includes('=') ? readConninfo(word) : word;
  return database === undefined
    ? { kind: 'refused', what: `\\${name} with more than a database name` }
    : { kind: 'connect', database };
}

/** One argument, bare or in double quotes; undefined when there is more, or psql would substitute in it. */
function readArgument(text: string): string | undefined {
  if (text.startsWith('"')) {
    return /^"(?:[^"]|"")*"$/u.test(text) ? text.slice(1, -1).replaceAll('""', '"') : undefined;
  }
  return /^[^\s'"`:\\]+$/u.test(text) ? text : undefined;
}

/** The database of a conninfo that says nothing but `dbname`. */
function readConninfo(text: string): string | undefined {
  const value = /^\s*dbname\s*=\s*(?:'((?:[^'\\]|\\.)*)'|([^\s'\\]+))\s*$/su.exec(text);
  const raw = value?.[1] ?? value?.[2];
  return raw === undefined || raw === '' ? undefined : raw.replaceAll(/\\(.)/gsu, '$1');
}
