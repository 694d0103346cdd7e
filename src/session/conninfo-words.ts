// libpq connection parameters: which exist, which environment variable stands for each, and how a
// connection string says them. Messages name parameters, never values: any of them may hold a secret.
// https://www.postgresql.org/docs/current/libpq-connect.html#LIBPQ-PARAMKEYWORDS, libpq-envars.html

import { err, ok, type Result } from '../core/result.js';

export type Parameters = ReadonlyMap<string, string>;

/** Those that are honoured, with their environment variable. */
export const ENVIRONMENT: { readonly [keyword: string]: string } = {
  host: 'PGHOST',
  hostaddr: 'PGHOSTADDR',
  port: 'PGPORT',
  dbname: 'PGDATABASE',
  user: 'PGUSER',
  password: 'PGPASSWORD',
  passfile: 'PGPASSFILE',
  service: 'PGSERVICE',
  options: 'PGOPTIONS',
  application_name: 'PGAPPNAME',
  connect_timeout: 'PGCONNECT_TIMEOUT',
  sslmode: 'PGSSLMODE',
  sslrootcert: 'PGSSLROOTCERT',
  sslcert: 'PGSSLCERT',
  sslkey: 'PGSSLKEY',
  ssl_min_protocol_version: 'PGSSLMINPROTOCOLVERSION',
  ssl_max_protocol_version: 'PGSSLMAXPROTOCOLVERSION',
  channel_binding: 'PGCHANNELBINDING',
  require_auth: 'PGREQUIREAUTH',
  gssencmode: 'PGGSSENCMODE',
};

/** Known to libpq and without meaning here. */
const IGNORED: ReadonlySet<string> = new Set([
  'client_encoding',
  'fallback_application_name',
  'gsslib',
  'gssdelegation',
  'keepalives',
  'keepalives_count',
  'keepalives_idle',
  'keepalives_interval',
  'krbsrvname',
  'load_balance_hosts',
  'max_protocol_version',
  'min_protocol_version',
  'requirepeer',
  'servicefile',
  'sslcertmode',
  'sslcompression',
  'sslcrl',
  'sslcrldir',
  'sslkeylogfile',
  'sslnegotiation',
  'sslpassword',
  'sslsni',
  'target_session_attrs',
  'tcp_user_timeout',
]);

export function isParameter(keyword: string): boolean {
  return keyword in ENVIRONMENT || IGNORED.has(keyword);
}

/** `host=a user='b c'`; quotes and backslashes as in libpq's conninfo_parse(). */
export function parseKeywords(text: string): Result<Parameters, string> {
  const found = new Map<string, string>();
  const pattern = /\s*([^\s=]+)\s*=\s*(?:'((?:[^'\\]|\\.)*)'|((?:[^\s'\\]|\\.)(?:[^\s\\]|\\.)*)?)(?=\s|$)/suy;
  let end = 0;
  while (text.slice(end).trim() !== '') {
    pattern.lastIndex = end;
    const match = pattern.exec(text);
    if (match === null) return err('a parameter has no “=”, or a quotation is not closed');
    const [whole, keyword = '', quoted, plain] = match;
    if (!isParameter(keyword)) return err('it has a parameter that libpq does not know');
    found.set(keyword, (quoted ?? plain ?? '').replaceAll(/\\(.)/gsu, '$1'));
    end += whole.length;
  }
  return ok(found);
}

const URI = /^postgres(?:ql)?:\/\/(?:([^:@/?]*)(?::([^@/?]*))?@)?([^/?]*)(?:\/([^?]*))?(?:\?(.*))?$/su;

/** Of several hosts the first. */
export function parseUri(text: string): Result<Parameters, string> {
  const match = URI.exec(text);
  if (match === null) return err('it is not of the form postgresql://user@host:port/database?parameter=value');
  const [, user, password, hosts = '', dbname, query] = match;
  const address = parseHost(hosts.split(',')[0] ?? '');
  if (address === undefined) return err('an address in brackets is not closed');
  const pairs = [
    ['user', user],
    ['password', password],
    ['host', address.host],
    ['port', address.port],
    ['dbname', dbname],
    ...(query ?? '').split('&').map((pair) => [pair.split('=', 1)[0], pair.slice(pair.indexOf('=') + 1)] as const),
  ] as const;
  const found = new Map<string, string>();
  for (const [keyword, value] of pairs) {
    if (keyword === undefined || keyword === '' || value === undefined || value === '') continue;
    const decoded = decode(value);
    if (decoded === undefined) return err('a percent-encoding in it is broken');
    if (keyword === 'ssl' && decoded === 'true') found.set('sslmode', 'require');
    else if (!isParameter(keyword)) return err('it has a parameter that libpq does not know');
    else found.set(keyword, decoded);
  }
  return ok(found);
}

function parseHost(text: string): { readonly host: string; readonly port: string } | undefined {
  const match = /^(?:\[([^\]]*)\]|([^:[\]]*))(?::(\d*))?$/u.exec(text);
  return match === null ? undefined : { host: match[1] ?? match[2] ?? '', port: match[3] ?? '' };
}

function decode(value: string): string | undefined {
  try {
    return decodeURIComponent(value);
  } catch {
    return undefined;
  }
}
