// Cloud SQL: database flags for gcloud and for Terraform, TLS as the instance's own mode, and authorised
// networks for the public ranges. Private ranges come in through the instance's private address only.
// https://cloud.google.com/sql/docs/postgres/flags

import ipaddr from 'ipaddr.js';
import type { PlatformFile, PlatformTarget } from './target.js';
import { hclBlock, hclString } from './hcl.js';
import type { SourceRange, Spoken } from './wish.js';

const INSIDE: ReadonlySet<string> = new Set(['private', 'carrierGradeNat', 'uniqueLocal', 'loopback', 'linkLocal']);

export function flagsFiles(spoken: Spoken, target: PlatformTarget): readonly PlatformFile[] {
  const flags = spoken.parameters.map(({ name, value }) => `  ${JSON.stringify(name)}: ${JSON.stringify(value)}`);
  const blocks = spoken.parameters.flatMap(({ name, value }) =>
    hclBlock('database_flags', [`name  = ${hclString(name)}`, `value = ${hclString(value)}`]),
  );
  const open = spoken.sources.filter((each) => !isPrivate(each.range));
  const address = hclBlock('ip_configuration', [
    'ssl_mode        = "ENCRYPTED_ONLY"',
    `ipv4_enabled    = ${String(open.length > 0)}`,
    'private_network = var.private_network',
    ...open.flatMap((each) => authorised(each)),
  ]);
  const instance = hclBlock('resource "google_sql_database_instance" "database"', [
    `database_version = ${hclString(`POSTGRES_${target.major}`)}`,
    ...hclBlock('settings', ['tier = var.tier', ...blocks, ...address]),
  ]);
  const variables = ['tier', 'private_network'].flatMap((name) => hclBlock(`variable "${name}"`, ['type = string']));
  return [
    { path: 'flags.yaml', text: `${['--database-flags:', ...flags].join('\n')}\n` },
    { path: 'instance.tf', text: `${[...variables, '', ...instance].join('\n')}\n` },
  ];
}

function authorised({ range, roles }: SourceRange): readonly string[] {
  return hclBlock('authorized_networks', [`name  = ${hclString(roles.join(', '))}`, `value = ${hclString(range)}`]);
}

function isPrivate(range: string): boolean {
  return ipaddr.isValidCIDR(range) && INSIDE.has(ipaddr.parseCIDR(range)[0].range());
}
