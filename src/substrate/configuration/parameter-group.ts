// RDS and Aurora: a parameter group for the AWS command line and for Terraform, and a security group that
// lets in the stated ranges and nothing else.
// https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_WorkingWithParamGroups.html

import { hclBlock, hclString } from './hcl.js';
import type { PlatformFile, PlatformTarget } from './target.js';
import type { Spoken } from './wish.js';

/** Parameters that RDS calls static: in force after a restart. */
const STATIC: ReadonlySet<string> = new Set([
  'shared_preload_libraries',
  'track_activity_query_size',
  'max_connections',
]);

export function parameterGroupFiles(spoken: Spoken, target: PlatformTarget): readonly PlatformFile[] {
  const preload = { name: 'shared_preload_libraries', value: spoken.libraries.join(',') };
  const parameters = (spoken.libraries.length === 0 ? spoken.parameters : [...spoken.parameters, preload]).map(
    (each) => ({
      ...each,
      method: STATIC.has(each.name) ? 'pending-reboot' : 'immediate',
    }),
  );
  const list = parameters.map((each) => ({
    ParameterName: each.name,
    ParameterValue: each.value,
    ApplyMethod: each.method,
  }));
  const blocks = parameters.flatMap((each) =>
    hclBlock('parameter', [
      `name         = ${hclString(each.name)}`,
      `value        = ${hclString(each.value)}`,
      `apply_method = ${hclString(each.method)}`,
    ]),
  );
  const { kind, family } =
    target.platform === 'aurora'
      ? { kind: 'aws_rds_cluster_parameter_group', family: `aurora-postgresql${target.major}` }
      : { kind: 'aws_db_parameter_group', family: `postgres${target.major}` };
  const group = hclBlock(`resource ${hclString(kind)} "hardening"`, [
    'name_prefix = "pgrampart-"',
    `family      = ${hclString(family)}`,
    ...blocks,
  ]);
  return [
    { path: 'parameters.json', text: `${JSON.stringify(list, null, 2)}\n` },
    { path: 'parameters.tf', text: `${group.join('\n')}\n` },
    { path: 'security-group.tf', text: `${securityGroup(spoken, target).join('\n')}\n` },
  ];
}

function securityGroup({ sources }: Spoken, { port }: PlatformTarget): readonly string[] {
  const rules = sources.flatMap(({ range, roles }, index) => [
    '',
    ...hclBlock(`resource "aws_vpc_security_group_ingress_rule" "source_${index + 1}"`, [
      'security_group_id = aws_security_group.database.id',
      `${range.includes(':') ? 'cidr_ipv6' : 'cidr_ipv4'} = ${hclString(range)}`,
      `from_port         = ${port}`,
      `to_port           = ${port}`,
      'ip_protocol       = "tcp"',
      `description       = ${hclString(descriptionOf(roles))}`,
    ]),
  ]);
  return [
    ...hclBlock('variable "vpc_id"', ['type = string']),
    '',
    ...hclBlock('resource "aws_security_group" "database"', [
      'name_prefix = "pgrampart-"',
      'description = "PostgreSQL, from the stated sources only"',
      'vpc_id      = var.vpc_id',
    ]),
    ...rules,
  ];
}

/** AWS takes 255 characters of a small set. */
function descriptionOf(roles: readonly string[]): string {
  return roles
    .join(', ')
    .replaceAll(/[^A-Za-z0-9 ._:/()#,@[\]+=&;{}!$*-]/gu, '_')
    .slice(0, 255);
}
