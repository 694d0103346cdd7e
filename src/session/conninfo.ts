// From a SOURCE on the command line to a Target, with libpq's rules: what the string says, then its
// service, then the environment, then defaults. Nothing that was typed is repeated in a message.
// https://www.postgresql.org/docs/current/libpq-connect.html#LIBPQ-CONNSTRING

import { readFileSync, statSync, existsSync } from 'node:fs';
import { homedir, userInfo } from 'node:os';
import { join } from 'node:path';
import type { Diagnostic } from '../core/diagnostic.js';
import { err, ok, type Result } from '../core/result.js';
import { findService, type Machine, type MachineFile } from './conninfo-files.js';
import { findSecret } from './conninfo-password.js';
import { parseTls } from './conninfo-tls.js';
import { ENVIRONMENT, isParameter, parseKeywords, parseUri, type Parameters } from './conninfo-words.js';
import { connectionProblem } from './conninfo-problem.js';
import type { Target } from './target.js';

export interface ConnectionSource {
  readonly target: Target;
  /** E.g. a password file that was ignored because others may read it. */
  readonly warnings: readonly Diagnostic[];
}

/** A connection URI, or keyword/value pairs: not a file. The empty text means the environment alone. */
export function isConnectionSource(text: string): boolean {
  if (/^postgres(ql)?:\/\//u.test(text) || text === '') return true;
  const keyword = /^\s*([a-z_]+)\s*=/u.exec(text)?.[1];
  return keyword !== undefined && isParameter(keyword);
}

export function parseConnectionSource(
  text: string,
  machine: Machine = thisMachine(),
): Result<ConnectionSource, readonly Diagnostic[]> {
  const said = /^postgres(ql)?:\/\//u.test(text) ? parseUri(text) : parseKeywords(text);
  if (!said.ok)
    return err([connectionProblem('connection-string', 'the connection string cannot be read', said.error)]);
  const serviced = withService(said.value, machine);
  if (!serviced.ok) return err([serviced.error]);
  return toTarget(withEnvironment(serviced.value, machine), machine);
}

function withService(said: Parameters, machine: Machine): Result<Parameters, Diagnostic> {
  const service = said.get('service') ?? machine.variables['PGSERVICE'];
  if (service === undefined || service === '') return ok(said);
  for (const path of serviceFiles(machine)) {
    const found = findService(machine.readFile(path)?.text ?? '', service);
    if (found !== undefined) return ok(new Map([...found, ...said]));
  }
  return err(
    connectionProblem('service', 'the connection service was not found', 'pg_service.conf has no such section'),
  );
}

function serviceFiles(machine: Machine): readonly string[] {
  const { variables, home } = machine;
  const system = join(variables['PGSYSCONFDIR'] ?? '/etc/postgresql-common', 'pg_service.conf');
  return [variables['PGSERVICEFILE'] ?? join(home, '.pg_service.conf'), system];
}

function withEnvironment(said: Parameters, machine: Machine): Parameters {
  const found = new Map(said);
  for (const [keyword, variable] of Object.entries(ENVIRONMENT)) {
    const value = machine.variables[variable];
    if (!found.has(keyword) && value !== undefined && value !== '') found.set(keyword, value);
  }
  return found;
}

function toTarget(parameters: Parameters, machine: Machine): Result<ConnectionSource, readonly Diagnostic[]> {
  const problems: Diagnostic[] = [];
  const port = Number(first(parameters.get('port')) ?? '5432');
  if (!Number.isInteger(port) || port < 1 || port > 65_535) {
    problems.push(connectionProblem('port', 'the port is no number from 1 to 65535', 'a server listens on one port'));
  }
  const named = first(parameters.get('host'));
  const host = first(parameters.get('hostaddr')) ?? named ?? defaultHost(machine, port);
  const tls = parseTls(parameters, machine, named ?? host);
  if (!tls.ok) problems.push(tls.error);
  const settings = parseOptions(parameters.get('options') ?? '');
  if (!settings.ok) problems.push(connectionProblem('options', 'the options cannot be read', settings.error));
  if (problems.length > 0 || !tls.ok || !settings.ok) return err(problems);
  const user = parameters.get('user') ?? machine.userName;
  const database = parameters.get('dbname') ?? user;
  const key = { host: passwordHost(named ?? host), port: String(port), database, user };
  const password = findSecret(parameters, machine, key);
  const timeout = Number(parameters.get('connect_timeout') ?? '0');
  const target: Target = {
    host,
    port,
    database,
    user,
    password: password.secret,
    tls: tls.value,
    ...(parameters.has('application_name') ? { applicationName: parameters.get('application_name') ?? '' } : {}),
    ...(timeout > 0 ? { connectTimeoutMs: Math.max(2, timeout) * 1000 } : {}),
    ...(Object.keys(settings.value).length > 0 ? { settings: settings.value } : {}),
  };
  return ok({ target, warnings: password.warnings });
}

/** Of a list the first. */
function first(list: string | undefined): string | undefined {
  const word = list?.split(',')[0];
  return word === '' ? undefined : word;
}

const SOCKET_FOLDERS = ['/var/run/postgresql', '/tmp'];

function defaultHost(machine: Machine, port: number): string {
  return SOCKET_FOLDERS.find((folder) => machine.exists(`${folder}/.s.PGSQL.${port}`)) ?? 'localhost';
}

/** Password files call a default socket folder localhost. */
function passwordHost(host: string): string {
  return SOCKET_FOLDERS.includes(host) ? 'localhost' : host;
}

/** `-c name=value` and `--name=value`, with libpq's backslash escapes. */
function parseOptions(text: string): Result<{ readonly [name: string]: string }, string> {
  const words = [...text.matchAll(/(?:[^\s\\]|\\.)+/gsu)].map((match) => match[0].replaceAll(/\\(.)/gsu, '$1'));
  const settings: { [name: string]: string } = {};
  for (let index = 0; index < words.length; index += 1) {
    const word = words[index] ?? '';
    const pair = word === '-c' ? (words[(index += 1)] ?? '') : word.replace(/^(--|-c)/u, '');
    const equals = pair.indexOf('=');
    if (equals < 1 || !word.startsWith('-')) return err('only -c name=value and --name=value are understood');
    settings[pair.slice(0, equals).replaceAll('-', '_')] = pair.slice(equals + 1);
  }
  return ok(settings);
}

/** The machine that this process runs on. */
export function thisMachine(): Machine {
  return {
    variables: process.env,
    home: homedir(),
    userName: userInfo().username,
    readFile,
    exists: existsSync,
  };
}

function readFile(path: string): MachineFile | undefined {
  try {
    const { mode } = statSync(path);
    return { text: readFileSync(path, 'utf8'), mode: mode & 0o777 };
  } catch {
    return undefined;
  }
}
