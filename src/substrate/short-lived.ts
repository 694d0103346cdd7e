// Where a platform lets a login in by a token of its own instead of a password, and how one says so there. From the
// vendors' manuals; none of it was tried here.
// https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/UsingWithRDS.IAMDBAuth.html
// https://cloud.google.com/sql/docs/postgres/iam-authentication
// https://learn.microsoft.com/azure/postgresql/security/security-manage-entra-users

interface Common {
  readonly verified: boolean;
  /** What is switched on first, and where. */
  readonly switch: string;
  /** How long a token opens a connection; a session outlives it. */
  readonly lifetime: string;
}

/** By membership in a role of the platform's, by a login that the platform makes, or not at all. */
export type ShortLived =
  | (Common & { readonly by: 'membership'; readonly role: string })
  | (Common & { readonly by: 'platform'; readonly whoCan: string; readonly say: (login: string) => string })
  | { readonly by: 'nothing'; readonly instead: string };

const RDS: ShortLived = {
  by: 'membership',
  verified: false,
  role: 'rds_iam',
  switch:
    'iam_database_authentication_enabled = true on the instance or cluster, and rds-db:connect for the principal in IAM',
  lifetime: '15 minutes',
};

const CLOUD_SQL: ShortLived = {
  by: 'platform',
  verified: false,
  switch: 'the flag cloudsql.iam_authentication = on, and roles/cloudsql.instanceUser for the principal',
  lifetime: 'an hour',
  whoCan: 'whoever may add users to the instance (roles/cloudsql.admin)',
  say: (login) =>
    `resource "google_sql_user": name = ${terraformText(login)}, type = "CLOUD_IAM_SERVICE_ACCOUNT" (or "CLOUD_IAM_USER"); the name is the principal’s address, of a service account without .gserviceaccount.com`,
};

const AZURE: ShortLived = {
  by: 'platform',
  verified: false,
  switch: 'Microsoft Entra authentication of the server, with an Entra administrator',
  lifetime: 'an hour or so, as Entra says',
  whoCan: 'the Entra administrator of the server, in the database postgres',
  say: (login) => `SELECT * FROM pg_catalog.pgaadauth_create_principal(${shownText(login)}, false, false)`,
};

const NO_PLATFORM: ShortLived = {
  by: 'nothing',
  instead:
    'client certificates with a short life (cert), or from PostgreSQL 18 the method oauth with a validator module that the server loads',
};

const KNOWN: Readonly<Record<string, ShortLived>> = {
  rds: RDS,
  aurora: RDS,
  'cloud-sql': CLOUD_SQL,
  'azure-flexible-server': AZURE,
};

/** Undefined: the platform is not known, and nothing can be said of it. */
export function shortLivedOf(platform: string): ShortLived | undefined {
  if (platform === 'unknown') return undefined;
  return Object.hasOwn(KNOWN, platform) ? KNOWN[platform] : NO_PLATFORM;
}

function terraformText(text: string): string {
  return JSON.stringify(text).replaceAll('${', '$${').replaceAll('%{', '%%{');
}

/** For people: nothing here is run. */
function shownText(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
