// Reads pg_hba.conf as the server does (hba.c: parse_hba_line): one bad line and the server refuses
// the whole file. What depends on the running server (is TLS on, was it built with GSSAPI) is not
// an error here unless the dialect says so.

import type { ConfigReader } from '../config-reader.js';
import { addressBytes, maskOfPrefix, maskedAddress } from './address.js';
import { optionError, optionSetError, readMethod } from './options.js';
import {
  HBA_TYPES,
  type HbaAddress,
  type HbaDialect,
  type HbaError,
  type HbaFile,
  type HbaOption,
  type HbaRule,
  type HbaType,
} from './rule.js';
import { tokenizeAuthFile, type AuthLine, type AuthToken } from './tokens.js';
import { databaseOf, userOf } from './words.js';
import { authRegexProblem } from '../auth-regex.js';

type Fields = readonly (readonly AuthToken[])[];
type Failure = { readonly error: string };

/** Parses `file` and all it includes. Rules keep the server's order, which is the order of decision. */
export function parseHba(reader: ConfigReader, file: string, dialect: HbaDialect): HbaFile {
  const rules: HbaRule[] = [];
  const errors: HbaError[] = [];
  for (const line of tokenizeAuthFile(reader, file, dialect.major)) {
    const rule = line.error === undefined ? parseLine(line, dialect) : { error: line.error };
    if ('error' in rule) {
      errors.push({ file: line.file, line: line.line, message: rule.error });
    } else {
      rules.push(rule);
    }
  }
  return { rules, errors, loadable: errors.length === 0 };
}

function parseLine(line: AuthLine, dialect: HbaDialect): HbaRule | Failure {
  const type = readType(line.fields[0] ?? []);
  if (typeof type !== 'string') return type;
  const databases = readNames(line.fields[1], 'database', dialect.major, databaseOf);
  if ('error' in databases) return databases;
  const users = readNames(line.fields[2], 'role', dialect.major, userOf);
  if ('error' in users) return users;
  const address = type === 'local' ? { address: null, next: 3 } : readAddress(line.fields);
  if ('error' in address) return address;
  const auth = readAuthentication(line.fields, address.next, type, dialect);
  if ('error' in auth) return auth;
  const { file, line: number } = line;
  return {
    file,
    line: number,
    type,
    databases: databases.items,
    users: users.items,
    address: address.address,
    ...auth,
  };
}

function readType(tokens: readonly AuthToken[]): HbaType | Failure {
  const word = tokens[0]?.text ?? '';
  if (tokens.length > 1) {
    return { error: 'multiple values specified for connection type' };
  }
  // The connection type is compared without regard to quotes.
  return HBA_TYPES.find((type) => type === word) ?? { error: `invalid connection type "${word}"` };
}

function readNames<T extends { readonly kind: string }>(
  tokens: readonly AuthToken[] | undefined,
  what: string,
  major: number,
  convert: (text: string, quoted: boolean, major: number) => T,
): { readonly items: readonly T[] } | Failure {
  if (tokens === undefined) {
    return { error: `end-of-line before ${what} specification` };
  }
  for (const token of tokens) {
    const problem = major >= 16 && token.text.startsWith('/') ? authRegexProblem(token.text.slice(1)) : undefined;
    if (problem !== undefined) {
      return { error: `invalid regular expression "${token.text.slice(1)}": ${problem}` };
    }
  }
  return { items: tokens.map(({ text, quoted }) => convert(text, quoted, major)) };
}

type AddressField = { readonly address: HbaAddress; readonly next: number };

function readAddress(fields: Fields): AddressField | Failure {
  const tokens = fields[3];
  const token = tokens?.[0];
  if (tokens === undefined || token === undefined) {
    return { error: 'end-of-line before IP address specification' };
  }
  if (tokens.length > 1) {
    return { error: 'multiple values specified for host address' };
  }
  const { text, quoted } = token;
  if (!quoted && (text === 'all' || text === 'samehost' || text === 'samenet')) {
    return { address: { kind: text }, next: 4 };
  }
  const slash = text.indexOf('/');
  const numeric = addressBytes(slash < 0 ? text : text.slice(0, slash));
  if (numeric === undefined) {
    if (slash >= 0) {
      return { error: `specifying both host name and CIDR mask is invalid: "${text}"` };
    }
    return { address: text.startsWith('.') ? { kind: 'suffix', suffix: text } : { kind: 'host', name: text }, next: 4 };
  }
  if (slash < 0) return readNetmask(fields[4], numeric);
  const bits = /^\s*[+-]?\d+$/u.test(text.slice(slash + 1)) ? Number(text.slice(slash + 1)) : -1;
  return bits >= 0 && bits <= numeric.length * 8
    ? { address: maskedAddress(numeric, maskOfPrefix(bits, numeric.length)), next: 4 }
    : { error: `invalid CIDR mask in address "${text}"` };
}

function readNetmask(tokens: readonly AuthToken[] | undefined, address: readonly number[]): AddressField | Failure {
  const text = tokens?.[0]?.text;
  if (tokens === undefined || text === undefined) {
    return { error: 'end-of-line before netmask specification' };
  }
  if (tokens.length > 1) {
    return { error: 'multiple values specified for netmask' };
  }
  const mask = addressBytes(text);
  if (mask === undefined) {
    return { error: `invalid IP mask "${text}"` };
  }
  return mask.length === address.length
    ? { address: maskedAddress(address, mask), next: 5 }
    : { error: 'IP address and mask do not match' };
}

type Authentication = Pick<HbaRule, 'method' | 'options'>;

function readAuthentication(fields: Fields, at: number, type: HbaType, dialect: HbaDialect): Authentication | Failure {
  const tokens = fields[at];
  const word = tokens?.[0]?.text;
  if (tokens === undefined || word === undefined) {
    return { error: 'end-of-line before authentication method' };
  }
  if (tokens.length > 1) {
    return { error: 'multiple values specified for authentication type' };
  }
  const method = readMethod(word, type, dialect);
  if (typeof method !== 'string') return method;
  const options = new Map<string, HbaOption>();
  for (const { text } of fields.slice(at + 1).flat()) {
    const equals = text.indexOf('=');
    if (equals < 0) {
      return { error: `authentication option not in name=value format: ${text}` };
    }
    const option = { name: text.slice(0, equals), value: text.slice(equals + 1) };
    const error = optionError(option, type, method, dialect.major);
    if (error !== undefined) {
      return { error };
    }
    // Of an option given twice the last counts.
    options.set(option.name, option);
  }
  const given = [...options.values()];
  const error = optionSetError(method, given);
  return error === undefined ? { method, options: given } : { error };
}
