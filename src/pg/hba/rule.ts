// The vocabulary of pg_hba.conf as data: connection types, name matchers, addresses, methods.
// https://www.postgresql.org/docs/current/auth-pg-hba-conf.html

export const HBA_TYPES = ['local', 'host', 'hostssl', 'hostnossl', 'hostgssenc', 'hostnogssenc'] as const;
export type HbaType = (typeof HBA_TYPES)[number];

export const HBA_METHODS = [
  'trust',
  'reject',
  'scram-sha-256',
  'md5',
  'password',
  'gss',
  'sspi',
  'ident',
  'peer',
  'ldap',
  'radius',
  'cert',
  'pam',
  'bsd',
  'oauth',
] as const;
export type HbaMethod = (typeof HBA_METHODS)[number];

/** `samerole` also stands for its old spelling `samegroup`. A regex is kept without its leading slash. */
export type HbaDatabase =
  | { readonly kind: 'all' }
  | { readonly kind: 'sameuser' }
  | { readonly kind: 'samerole' }
  | { readonly kind: 'replication' }
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'regex'; readonly pattern: string };

/** `group` is `+name`: members of the role, directly or indirectly. */
export type HbaUser =
  | { readonly kind: 'all' }
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'group'; readonly name: string }
  | { readonly kind: 'regex'; readonly pattern: string };

/** `masked` is an address with a mask that is no prefix; `suffix` is a host name rule that began with a dot. */
export type HbaAddress =
  | { readonly kind: 'all' }
  | { readonly kind: 'samehost' }
  | { readonly kind: 'samenet' }
  | { readonly kind: 'cidr'; readonly address: string; readonly prefix: number }
  | { readonly kind: 'masked'; readonly address: string; readonly netmask: string }
  | { readonly kind: 'host'; readonly name: string }
  | { readonly kind: 'suffix'; readonly suffix: string };

export type HbaOption = { readonly name: string; readonly value: string };

/** `address` is null exactly for type local. `line` is the first physical line of the rule, 1-based. */
export type HbaRule = {
  readonly file: string;
  readonly line: number;
  readonly type: HbaType;
  readonly databases: readonly HbaDatabase[];
  readonly users: readonly HbaUser[];
  readonly address: HbaAddress | null;
  readonly method: HbaMethod;
  readonly options: readonly HbaOption[];
};

/** A line the server refuses. One of them makes it refuse the whole file. */
export type HbaError = { readonly file: string; readonly line: number; readonly message: string };

/** `loadable` is false when any line is refused: the server then keeps what it had loaded, or does not start. */
export type HbaFile = {
  readonly rules: readonly HbaRule[];
  readonly errors: readonly HbaError[];
  readonly loadable: boolean;
};

/** What a server's version and build make of a file. `unsupported` are methods its build lacks. */
export type HbaDialect = { readonly major: number; readonly unsupported?: readonly HbaMethod[] };
