// How each platform says a setting, an admission and a library, and what it keeps to itself. From the
// vendors' manuals; none of it was tried here (`verified` in platforms.ts).

export interface Parameter {
  readonly name: string;
  readonly value: string;
}

/** Said with a parameter, by the platform itself, in its file of rules, or not at all. */
export type Saying =
  | { readonly by: 'parameter'; readonly parameter: Parameter }
  | { readonly by: 'platform' }
  | { readonly by: 'rules' }
  | { readonly by: 'nothing'; readonly reason: string; readonly closedBy: string };

export interface Withheld {
  readonly name: string;
  readonly reason: string;
  readonly closedBy: string;
}

export interface Dialect {
  readonly form: 'parameter-group' | 'flags' | 'resource' | 'list';
  /** Settings that the platform sets itself. */
  readonly brings: readonly string[];
  /** Settings that nobody may change there. */
  readonly withheld: readonly Withheld[];
  /** A library is loaded by this parameter; others go into shared_preload_libraries. */
  readonly libraries: Readonly<Record<string, Saying>>;
  readonly tls: Saying;
  readonly verifiedMethod: Saying;
  readonly defaultDeny: Saying;
}

const TLS_FILES = ['ssl', 'ssl_cert_file', 'ssl_key_file', 'ssl_ca_file'];
const FIXED_PREFIX = {
  name: 'log_line_prefix',
  reason: 'the platform fixes the prefix of a log line',
  closedBy: 'reading the platform’s own prefix, which names time, source, role, database and process',
};

const NO_RULES: Saying = {
  by: 'nothing',
  reason: 'there is no pg_hba.conf in reach: whoever reaches the port may try every login on every database',
  closedBy: 'the network rules beside this file, and a database of its own for each login that must be apart',
};
const BY_RULES: Saying = { by: 'rules' };

const RDS: Dialect = {
  form: 'parameter-group',
  brings: [...TLS_FILES, 'logging_collector', 'listen_addresses'],
  withheld: [FIXED_PREFIX],
  libraries: {},
  tls: { by: 'parameter', parameter: { name: 'rds.force_ssl', value: '1' } },
  verifiedMethod: { by: 'parameter', parameter: { name: 'rds.accepted_password_auth_method', value: 'scram' } },
  defaultDeny: NO_RULES,
};

const CLOUD_SQL: Dialect = {
  form: 'flags',
  brings: [...TLS_FILES, 'logging_collector', 'listen_addresses'],
  withheld: [
    {
      name: 'ssl_min_protocol_version',
      reason: 'the instance negotiates TLS 1.2 or 1.3; its floor is no flag',
      closedBy: 'ssl_min_protocol_version=TLSv1.3 on the client side',
    },
    FIXED_PREFIX,
  ],
  libraries: {
    pgaudit: { by: 'parameter', parameter: { name: 'cloudsql.enable_pgaudit', value: 'on' } },
    pg_stat_statements: { by: 'platform' },
  },
  tls: { by: 'platform' },
  verifiedMethod: { by: 'parameter', parameter: { name: 'password_encryption', value: 'scram-sha-256' } },
  defaultDeny: NO_RULES,
};

const CLOUDNATIVE_PG: Dialect = {
  form: 'resource',
  brings: [...TLS_FILES, 'logging_collector', 'listen_addresses', 'log_destination', 'log_directory', 'log_filename'],
  withheld: [],
  libraries: { pgaudit: { by: 'platform' }, pg_stat_statements: { by: 'platform' }, auto_explain: { by: 'platform' } },
  tls: BY_RULES,
  verifiedMethod: BY_RULES,
  defaultDeny: BY_RULES,
};

const RESOURCE: Dialect = {
  ...CLOUDNATIVE_PG,
  brings: [...TLS_FILES, 'listen_addresses', 'logging_collector'],
  libraries: {},
};

const VENDOR: Dialect = {
  form: 'list',
  brings: [...TLS_FILES, 'logging_collector', 'listen_addresses'],
  withheld: [FIXED_PREFIX],
  libraries: { pg_stat_statements: { by: 'platform' } },
  tls: { by: 'platform' },
  verifiedMethod: { by: 'parameter', parameter: { name: 'password_encryption', value: 'scram-sha-256' } },
  defaultDeny: NO_RULES,
};

const DIALECTS: Readonly<Record<string, Dialect>> = {
  rds: RDS,
  aurora: {
    ...RDS,
    verifiedMethod: { by: 'parameter', parameter: { name: 'password_encryption', value: 'scram-sha-256' } },
  },
  'cloud-sql': CLOUD_SQL,
  'cloudnative-pg': CLOUDNATIVE_PG,
  zalando: RESOURCE,
  crunchy: RESOURCE,
  'azure-flexible-server': {
    ...VENDOR,
    libraries: {},
    tls: { by: 'parameter', parameter: { name: 'require_secure_transport', value: 'on' } },
    verifiedMethod: {
      by: 'parameter',
      parameter: { name: 'azure.accepted_password_auth_method', value: 'scram-sha-256' },
    },
  },
  supabase: VENDOR,
  neon: VENDOR,
};

/** Undefined where the server's own files and ALTER SYSTEM say it. */
export function dialectOf(platform: string): Dialect | undefined {
  return Object.hasOwn(DIALECTS, platform) ? DIALECTS[platform] : undefined;
}
