// Knows which methods exist in which major, on which connection types, and which options each takes
// (hba.c: parse_hba_auth_opt and the checks after it). Messages follow the server's.

import { HBA_METHODS, type HbaDialect, type HbaMethod, type HbaOption, type HbaType } from './rule.js';

const LDAP: readonly HbaMethod[] = ['ldap'];
const RADIUS: readonly HbaMethod[] = ['radius'];
const OAUTH: readonly HbaMethod[] = ['oauth'];

const OPTION_METHODS: Readonly<Record<string, readonly HbaMethod[]>> = {
  map: ['ident', 'peer', 'gss', 'sspi', 'cert', 'oauth'],
  pamservice: ['pam'],
  pam_use_hostname: ['pam'],
  ldapurl: LDAP,
  ldaptls: LDAP,
  ldapscheme: LDAP,
  ldapserver: LDAP,
  ldapport: LDAP,
  ldapbinddn: LDAP,
  ldapbindpasswd: LDAP,
  ldapsearchattribute: LDAP,
  ldapsearchfilter: LDAP,
  ldapbasedn: LDAP,
  ldapprefix: LDAP,
  ldapsuffix: LDAP,
  krb_realm: ['gss', 'sspi'],
  include_realm: ['gss', 'sspi'],
  compat_realm: ['sspi'],
  upn_username: ['sspi'],
  radiusservers: RADIUS,
  radiusports: RADIUS,
  radiussecrets: RADIUS,
  radiusidentifiers: RADIUS,
  issuer: OAUTH,
  scope: OAUTH,
  validator: OAUTH,
  delegate_ident_mapping: OAUTH,
};

/** The method a word names, or the server's complaint. `ident` on a local line means `peer`. */
export function readMethod(word: string, type: HbaType, dialect: HbaDialect): HbaMethod | { readonly error: string } {
  const method = HBA_METHODS.find((each) => each === word);
  if (method === undefined || (method === 'oauth' && dialect.major < 18)) {
    return { error: `invalid authentication method "${word}"` };
  }
  if (dialect.unsupported?.includes(method) === true) {
    return { error: `invalid authentication method "${word}": not supported by this build` };
  }
  if (type === 'local' && method === 'ident') return 'peer';
  if (type === 'local' && method === 'gss') {
    return { error: 'gssapi authentication is not supported on local sockets' };
  }
  if (type !== 'local' && method === 'peer') {
    return { error: 'peer authentication is only supported on local sockets' };
  }
  if (type !== 'hostssl' && method === 'cert') {
    return { error: 'cert authentication is only supported on hostssl connections' };
  }
  return method;
}

/** The complaint about one option, or undefined when the server takes it. */
export function optionError(option: HbaOption, type: HbaType, method: HbaMethod, major: number): string | undefined {
  const { name, value } = option;
  if (name === 'clientcert') return clientCertError(value, type, method);
  if (name === 'clientname') {
    if (type !== 'hostssl') return 'clientname can only be configured for "hostssl" rows';
    return value === 'CN' || value === 'DN' ? undefined : `invalid value for clientname: "${value}"`;
  }
  const methods = Object.hasOwn(OPTION_METHODS, name) ? OPTION_METHODS[name] : undefined;
  if (methods === undefined || (methods === OAUTH && major < 18)) {
    return `unrecognized authentication option name: "${name}"`;
  }
  if (!methods.includes(method)) {
    return `authentication option "${name}" is only valid for authentication methods ${methods.join(', ')}`;
  }
  if (name === 'ldapport' && !/^\s*[+-]?0*[1-9]/u.test(value)) {
    return `invalid LDAP port number: "${value}"`;
  }
  return undefined;
}

function clientCertError(value: string, type: HbaType, method: HbaMethod): string | undefined {
  if (type !== 'hostssl') return 'clientcert can only be configured for "hostssl" rows';
  if (value === 'verify-full' || (value === 'verify-ca' && method !== 'cert')) return undefined;
  return value === 'verify-ca'
    ? 'clientcert only accepts "verify-full" when using "cert" authentication'
    : `invalid value for clientcert: "${value}"`;
}

/** The complaint about the options together (what a method needs, what cannot be mixed). */
export function optionSetError(method: HbaMethod, options: readonly HbaOption[]): string | undefined {
  const given = new Set(options.map((option) => option.name));
  if (method === 'ldap') return ldapError(given);
  const needed =
    method === 'radius' ? ['radiusservers', 'radiussecrets'] : method === 'oauth' ? ['scope', 'issuer'] : [];
  const missing = needed.find((name) => !given.has(name));
  return missing === undefined
    ? undefined
    : `authentication method "${method}" requires argument "${missing}" to be set`;
}

function ldapError(given: ReadonlySet<string>): string | undefined {
  const search = ['ldapbasedn', 'ldapbinddn', 'ldapbindpasswd', 'ldapsearchattribute', 'ldapsearchfilter'];
  if (given.has('ldapprefix') || given.has('ldapsuffix'))
    return search.some((name) => given.has(name))
      ? 'cannot mix options for simple bind and search+bind modes'
      : undefined;
  if (!given.has('ldapbasedn') && !given.has('ldapurl'))
    return 'authentication method "ldap" requires argument "ldapbasedn", "ldapprefix", or "ldapsuffix" to be set';
  return given.has('ldapsearchattribute') && given.has('ldapsearchfilter')
    ? 'cannot use ldapsearchattribute together with ldapsearchfilter'
    : undefined;
}
