// The files that libpq reads for a connection: pg_service.conf and .pgpass.
// https://www.postgresql.org/docs/current/libpq-pgservice.html, libpq-pgpass.html

/** What of the machine a connection string may refer to; injected, so that tests need no home directory. */
export interface Machine {
  readonly variables: { readonly [name: string]: string | undefined };
  readonly home: string;
  readonly userName: string;
  readonly readFile: (path: string) => MachineFile | undefined;
  readonly exists: (path: string) => boolean;
}

export interface MachineFile {
  readonly text: string;
  /** Permission bits, e.g. 0o600. */
  readonly mode: number;
}

/** The parameters of a service, or undefined when the file has no such section. */
export function findService(text: string, service: string): ReadonlyMap<string, string> | undefined {
  let found: Map<string, string> | undefined;
  for (const line of text.split(/\r?\n/u).map((raw) => raw.trim())) {
    if (line === '' || line.startsWith('#')) continue;
    if (line.startsWith('[')) {
      if (found !== undefined) return found;
      if (line === `[${service}]`) found = new Map();
    } else if (found !== undefined) {
      const equals = line.indexOf('=');
      if (equals > 0) found.set(line.slice(0, equals).trim(), line.slice(equals + 1).trim());
    }
  }
  return found;
}

/** Whether others than the owner may use the file: libpq then ignores it. */
export function isExposed(file: MachineFile): boolean {
  return (file.mode & 0o077) !== 0;
}

export interface PasswordKey {
  readonly host: string;
  readonly port: string;
  readonly database: string;
  readonly user: string;
}

/** The password of the first line that matches: host:port:database:user:password, `*` and backslash escapes. */
export function findPassword(text: string, key: PasswordKey): string | undefined {
  const wanted = [key.host, key.port, key.database, key.user];
  for (const line of text.split(/\r?\n/u)) {
    if (line.startsWith('#')) continue;
    const fields = splitLine(line);
    if (fields === undefined) continue;
    const matches = wanted.every(
      (value, index) => fields.key[index] === '*' || unescape(fields.key[index] ?? '') === value,
    );
    if (matches) return unescape(fields.password);
  }
  return undefined;
}

function splitLine(line: string): { readonly key: readonly string[]; readonly password: string } | undefined {
  const match = /^((?:[^:\\]|\\.)*):((?:[^:\\]|\\.)*):((?:[^:\\]|\\.)*):((?:[^:\\]|\\.)*):((?:[^:\\]|\\.)*)/su.exec(
    line,
  );
  return match === null ? undefined : { key: match.slice(1, 5), password: match[5] ?? '' };
}

function unescape(field: string): string {
  return field.replaceAll(/\\(.)/gsu, '$1');
}
