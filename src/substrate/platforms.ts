// What each platform lets an administrator do, and who can do the rest. Facts from the vendors' manuals;
// `verified` only where a server of that kind (or one that imitates its rights) has shown it.

export interface Platform {
  readonly name: string;
  /** The administrator that one is given is a superuser. */
  readonly superuser: boolean;
  /** pg_hba.conf and the server's other files are in reach. */
  readonly hostFiles: boolean;
  /** pgaudit can be switched on there. */
  readonly pgaudit: boolean;
  /** The platform brings the server's certificate and switches TLS on itself. */
  readonly ownCertificate: boolean;
  /** Volume encryption that the platform does by itself or on request. */
  readonly encryptedStorage: 'always' | 'on request' | 'your own';
  /** Where settings are said. */
  readonly settingsIn: string;
  /** Who can do what the administrator cannot. */
  readonly whoCan: string;
  /** Prefixes of role and setting names that tell the platform. */
  readonly evidence: readonly string[];
  readonly verified: boolean;
}

const MANAGED = { superuser: false, hostFiles: false, pgaudit: true, ownCertificate: true, verified: false } as const;
const OPERATOR = { superuser: true, hostFiles: false, pgaudit: true, ownCertificate: true, verified: false } as const;

/** The most telling evidence first: Aurora also shows the marks of RDS. */
export const PLATFORMS: readonly Platform[] = [
  {
    ...MANAGED,
    name: 'aurora',
    encryptedStorage: 'on request',
    settingsIn: 'cluster parameter group',
    whoCan: 'rds_superuser, and the parameter group',
    evidence: ['setting aurora_'],
  },
  {
    ...MANAGED,
    name: 'rds',
    encryptedStorage: 'on request',
    settingsIn: 'parameter group',
    whoCan: 'rds_superuser, and the parameter group',
    evidence: ['role rds_', 'setting rds'],
  },
  {
    ...MANAGED,
    name: 'cloud-sql',
    encryptedStorage: 'always',
    settingsIn: 'database flags',
    whoCan: 'cloudsqlsuperuser, and the instance’s flags',
    evidence: ['role cloudsql', 'setting cloudsql'],
  },
  {
    ...MANAGED,
    name: 'azure-flexible-server',
    encryptedStorage: 'always',
    settingsIn: 'server parameters',
    whoCan: 'azure_pg_admin, and the server parameters',
    evidence: ['role azure_', 'setting azure'],
  },
  {
    ...MANAGED,
    name: 'supabase',
    encryptedStorage: 'always',
    settingsIn: 'project settings',
    whoCan: 'supabase_admin, through the vendor',
    evidence: ['role supabase_', 'setting supautils'],
  },
  {
    ...MANAGED,
    name: 'neon',
    encryptedStorage: 'always',
    settingsIn: 'project settings',
    whoCan: 'neon_superuser, and the vendor',
    evidence: ['role neon_', 'setting neon'],
  },
  {
    ...OPERATOR,
    name: 'cloudnative-pg',
    encryptedStorage: 'your own',
    settingsIn: 'Cluster resource (spec.postgresql.parameters, pg_hba)',
    whoCan: 'whoever may change the Cluster resource',
    evidence: ['role streaming_replica'],
  },
  {
    ...OPERATOR,
    name: 'zalando',
    encryptedStorage: 'your own',
    settingsIn: 'postgresql resource (spec.postgresql.parameters, patroni.pg_hba)',
    whoCan: 'whoever may change the postgresql resource',
    evidence: ['role robot_zmon', 'setting bg_mon'],
  },
  {
    ...OPERATOR,
    name: 'crunchy',
    encryptedStorage: 'your own',
    settingsIn: 'PostgresCluster resource (spec.patroni.dynamicConfiguration)',
    whoCan: 'whoever may change the PostgresCluster resource',
    evidence: ['role crunchy_', 'setting crunchy'],
  },
  {
    name: 'self-managed',
    superuser: true,
    hostFiles: true,
    pgaudit: true,
    ownCertificate: false,
    encryptedStorage: 'your own',
    settingsIn: 'postgresql.conf',
    whoCan: 'the administrator of the host',
    evidence: [],
    verified: true,
  },
];

export function platformOf(name: string): Platform | undefined {
  return PLATFORMS.find((platform) => platform.name === name);
}

/** From the marks that an inventory shows; undefined: none, which says nothing. */
export function recognisePlatform(evidence: readonly string[]): Platform | undefined {
  return PLATFORMS.find((platform) => platform.evidence.some((mark) => evidence.some((each) => each.startsWith(mark))));
}
