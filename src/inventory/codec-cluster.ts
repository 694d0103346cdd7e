// The shape of the cluster-wide sections in inventory.json.

import { z } from 'zod';
import { PRIVILEGES } from '../pg/privilege.js';
import type { Acl, AclItem } from '../pg/acl.js';
import { CREDENTIAL_USES, SECRET_FORMS } from './cluster.js';
import type {
  ClientConfig,
  ClusterSections,
  DatabaseFact,
  HbaFileRule,
  IdentFileMap,
  Membership,
  ParameterAcl,
  PasswordKind,
  ReplicationSlot,
  Role,
  RoleSetting,
  SessionGroup,
  Setting,
  Tablespace,
} from './cluster.js';
import { statementStatistics } from './codec-statements.js';
import type { Section } from './section.js';

export function sectionOf<T>(item: z.ZodType<T>): z.ZodType<Section<T>> {
  return z.discriminatedUnion('status', [
    z.object({ status: z.literal('read'), items: z.array(item), partial: z.string().exactOptional() }),
    z.object({ status: z.literal('unreadable'), reason: z.string() }),
  ]);
}

export const name: z.ZodType<string> = z.string();
export const maybeText: z.ZodType<string | null> = z.string().nullable();
export const texts: z.ZodType<readonly string[]> = z.array(z.string());
export const flag: z.ZodType<boolean> = z.boolean();
export const whole: z.ZodType<number> = z.number().int();

export const aclItem: z.ZodType<AclItem> = z.object({
  grantee: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('role'), name }),
    z.object({ kind: z.literal('public') }),
  ]),
  grantor: name,
  privilege: z.enum(PRIVILEGES),
  grantable: flag,
});
export const acl: z.ZodType<Acl> = z.array(aclItem).nullable();

const passwordKind: z.ZodType<PasswordKind> = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('none') }),
  z.object({ kind: z.literal('md5') }),
  z.object({ kind: z.literal('scram-sha-256'), iterations: whole }),
  z.object({ kind: z.literal('unknown'), reason: z.string() }),
]);

const role: z.ZodType<Role> = z.object({
  name,
  superuser: flag,
  inherit: flag,
  createRole: flag,
  createDb: flag,
  login: flag,
  replication: flag,
  bypassRls: flag,
  connectionLimit: whole,
  validUntil: maybeText,
  password: passwordKind,
  comment: maybeText,
});

const membership: z.ZodType<Membership> = z.object({
  role: name,
  member: name,
  grantor: maybeText,
  admin: flag,
  inherit: flag,
  set: flag,
});

const roleSetting: z.ZodType<RoleSetting> = z.object({ role: maybeText, database: maybeText, name, value: z.string() });

const databaseFact: z.ZodType<DatabaseFact> = z.object({
  name,
  owner: name,
  acl,
  encoding: z.string(),
  locale: z
    .object({
      provider: z.enum(['libc', 'icu', 'builtin']),
      collate: z.string(),
      ctype: z.string(),
      name: maybeText,
    })
    .exactOptional(),
  isTemplate: flag,
  allowConnections: flag,
  connectionLimit: whole,
  comment: maybeText,
  notRead: maybeText,
});

const tablespace: z.ZodType<Tablespace> = z.object({ name, owner: name, acl });
const parameterAcl: z.ZodType<ParameterAcl> = z.object({ name, acl });

const setting: z.ZodType<Setting> = z.object({
  name,
  value: z.string(),
  unit: maybeText,
  source: z.string(),
  sourceFile: maybeText,
  context: z.string(),
  bootValue: maybeText,
  pendingRestart: flag,
});

const hbaRule: z.ZodType<HbaFileRule> = z.object({
  file: z.string(),
  line: whole,
  type: maybeText,
  databases: texts,
  users: texts,
  address: maybeText,
  netmask: maybeText,
  method: maybeText,
  options: texts,
  error: maybeText,
  quoted: z.object({ databases: z.array(whole), users: z.array(whole) }).exactOptional(),
});

const identMap: z.ZodType<IdentFileMap> = z.object({
  file: z.string(),
  line: whole,
  map: z.string(),
  systemUser: z.string(),
  databaseUser: z.string(),
  error: maybeText,
  quoted: z.boolean().exactOptional(),
});

const sessionGroup: z.ZodType<SessionGroup> = z.object({
  role: name,
  database: name,
  source: maybeText,
  tlsVersion: maybeText,
  gssEncrypted: flag.exactOptional(),
  application: z.string(),
  count: whole,
});

const replicationSlot: z.ZodType<ReplicationSlot> = z.object({
  name,
  slotType: z.string(),
  database: maybeText,
  active: flag,
});

const clientConfig: z.ZodType<ClientConfig> = z.object({
  file: z.string(),
  line: whole,
  key: z.string(),
  role: maybeText,
  database: maybeText,
  host: maybeText,
  sslMode: maybeText,
  hasPassword: flag,
  poolMode: maybeText,
  use: z.enum(CREDENTIAL_USES).exactOptional(),
  secret: z.enum(SECRET_FORMS).exactOptional(),
});

export const clusterSections: z.ZodType<ClusterSections> = z.object({
  roles: sectionOf(role),
  memberships: sectionOf(membership),
  roleSettings: sectionOf(roleSetting),
  databaseFacts: sectionOf(databaseFact),
  tablespaces: sectionOf(tablespace),
  parameterAcls: sectionOf(parameterAcl),
  settings: sectionOf(setting),
  hbaRules: sectionOf(hbaRule),
  identMaps: sectionOf(identMap),
  sessions: sectionOf(sessionGroup),
  replicationSlots: sectionOf(replicationSlot),
  clientConfigs: sectionOf(clientConfig),
  statementStatistics: sectionOf(statementStatistics).exactOptional(),
});
