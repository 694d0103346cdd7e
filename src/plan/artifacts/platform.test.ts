// Custom resources are checked against the operators' own definitions, Terraform by HashiCorp's parser.

import { existsSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { parse as parseHcl } from '@cdktf/hcl2json';
import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import type { Demand, Fact } from '../../demand/model.js';
import { platformFiles } from './platform.js';

const CRDS = new URL('../../../../shared/corpora/crds/', import.meta.url);
const HOSTILE = '%m [%p] ${path.module} %{ if x } "quoted" \\ ';

const FACTS: readonly Fact[] = [
  { kind: 'setting', name: 'log_statement', value: 'ddl' },
  { kind: 'setting', name: 'log_min_messages', value: HOSTILE },
  { kind: 'setting', name: 'log_line_prefix', value: '%m [%p] ' },
  { kind: 'setting', name: 'ssl', value: 'on' },
  { kind: 'preload', library: 'pgaudit' },
  ...(['app', 'od"d', 'job'] as const).map((role, index): Fact => ({
    kind: 'hba-admit',
    transport: 'tcp',
    database: { kind: 'name', name: 'clinic' },
    role,
    range: ['10.1.0.0/16', '203.0.113.0/24', '2001:db8::/48'][index] ?? null,
    method: 'scram-sha-256',
    options: [],
  })),
  { kind: 'hba-require', rule: 'tls' },
  { kind: 'hba-require', rule: 'verified-method' },
  { kind: 'hba-require', rule: 'default-deny' },
];
const DEMANDS: readonly Demand[] = FACTS.map((fact) => ({ fact, because: [] }));

function filesOf(platform: string): ReadonlyMap<string, string> {
  const files = platformFiles(DEMANDS, { platform, major: 16, name: 'Clinic_DB' });
  return new Map(files.map(({ path, text }) => [path.replace(`config/${platform}/`, ''), text]));
}

const terraform = async (platform: string, file: string): Promise<unknown> =>
  parseHcl(file, filesOf(platform).get(file) ?? '');

describe('parameter groups and security groups', () => {
  it.each(['rds', 'aurora'])('%s parses, and a template in a value stays text', async (platform) => {
    const kind = platform === 'aurora' ? 'aws_rds_cluster_parameter_group' : 'aws_db_parameter_group';
    const group = JSON.stringify(await terraform(platform, 'parameters.tf'));
    expect(group).toContain(kind);
    expect(group).toContain('rds.force_ssl');
    expect(group).toContain('$${path.module}');
    expect(group).toContain('%%{ if x }');
    const names = z.array(z.object({ ParameterName: z.string(), ParameterValue: z.string() }));
    const list = names.parse(JSON.parse(filesOf(platform).get('parameters.json') ?? ''));
    expect(list.find((each) => each.ParameterName === 'log_min_messages')?.ParameterValue).toBe(HOSTILE);
    expect(list.map((each) => each.ParameterName)).not.toContain('ssl');
    expect(list.map((each) => each.ParameterName)).not.toContain('log_line_prefix');
  });

  it('lets in the stated ranges and no other', async () => {
    const rules = JSON.stringify(await terraform('rds', 'security-group.tf'));
    const found = [...rules.matchAll(/"cidr_ipv[46]":"([^"]+)"/gu)].map(([, range]) => range);
    expect(found.toSorted()).toEqual(['10.1.0.0/16', '2001:db8::/48', '203.0.113.0/24']);
  });
});

describe('database flags', () => {
  it('parse, switch pgaudit on by its flag, and authorise public ranges alone', async () => {
    const instance = JSON.stringify(await terraform('cloud-sql', 'instance.tf'));
    expect(instance).toContain('"ssl_mode":"ENCRYPTED_ONLY"');
    expect(instance).toContain('cloudsql.enable_pgaudit');
    expect(instance).toContain('203.0.113.0/24');
    expect(instance).not.toContain('10.1.0.0/16');
    expect(parse(filesOf('cloud-sql').get('flags.yaml') ?? '')).toMatchObject({
      '--database-flags': { log_statement: 'ddl' },
    });
  });
});

const RESOURCES = [
  ['cloudnative-pg', 'cluster.patch.yaml', 'cloudnative-pg.clusters', { instances: 3 }],
  [
    'zalando',
    'postgresql.patch.yaml',
    'zalando.postgresql',
    { numberOfInstances: 2, teamId: 'a', volume: { size: '1Gi' } },
  ],
  ['crunchy', 'postgrescluster.patch.yaml', 'crunchy.postgresclusters', { postgresVersion: 16 }],
] as const;

describe.skipIf(!existsSync(CRDS))('custom resources', () => {
  it.each(RESOURCES)(
    '%s: the patch of a cluster fits its definition',
    { timeout: 60_000 },
    (platform, file, crd, rest) => {
      const resource = z
        .looseObject({ apiVersion: z.string(), spec: z.looseObject({}) })
        .parse(parse(filesOf(platform).get(file) ?? ''));
      const validate = new Ajv({ strict: false, validateFormats: false }).compile(
        closed(specOf(crd, resource.apiVersion)),
      );
      const stand = platform === 'zalando' ? { postgresql: { version: '16' } } : {};
      const spec = merged({ ...rest, ...stand }, resource.spec);
      const problems = validate(spec)
        ? []
        : validate.errors?.map((each) => `${each.instancePath} ${each.message ?? ''}`);
      expect(problems?.filter((each) => platform !== 'crunchy' || !/required|instances|backups/u.test(each))).toEqual(
        [],
      );
      expect(validate({ ...spec, invented: 1 })).toBe(false);
      const text = JSON.stringify(spec);
      expect(text).toContain('hostssl');
      expect(text).toContain('reject');
      expect(text).not.toContain('"local ');
    },
  );

  it('lets in the stated ranges and the cluster’s own pods', () => {
    expect(parse(filesOf('cloudnative-pg').get('network-policy.yaml') ?? '')).toMatchObject({
      kind: 'NetworkPolicy',
      metadata: { name: 'clinic-db-sources' },
      spec: {
        ingress: [
          { from: [{}, ...['10.1.0.0/16', '2001:db8::/48', '203.0.113.0/24'].map((cidr) => ({ ipBlock: { cidr } }))] },
        ],
      },
    });
  });
});

const Definition = z.looseObject({
  spec: z.object({
    group: z.string(),
    versions: z.array(
      z.looseObject({
        name: z.string(),
        schema: z.object({
          openAPIV3Schema: z.looseObject({ properties: z.looseObject({ spec: z.looseObject({}) }) }),
        }),
      }),
    ),
  }),
});

function specOf(crd: string, apiVersion: string): Readonly<Record<string, unknown>> {
  const text = gunzipSync(readFileSync(new URL(`${crd}.yaml.gz`, CRDS))).toString('utf8');
  const { spec } = Definition.parse(parse(text));
  const version = spec.versions.find((each) => `${spec.group}/${each.name}` === apiVersion);
  expect(version, apiVersion).toBeDefined();
  return version?.schema.openAPIV3Schema.properties.spec ?? {};
}

/** As the API server prunes or refuses: no property that the definition does not know. */
function closed(schema: unknown): object {
  if (typeof schema !== 'object' || schema === null) return {};
  // Go's expressions are not JavaScript's.
  const entries = Object.entries(schema)
    .filter(([key]) => key !== 'pattern')
    .map(([key, value]) => [
      key,
      Array.isArray(value)
        ? value.map((each) => (typeof each === 'object' ? closed(each) : each))
        : typeof value === 'object'
          ? closed(value)
          : value,
    ]);
  const copy = Object.fromEntries(entries);
  const open = 'additionalProperties' in schema || 'x-kubernetes-preserve-unknown-fields' in schema;
  return 'properties' in schema && 'type' in schema && !open ? { ...copy, additionalProperties: false } : copy;
}

function merged(left: Readonly<Record<string, unknown>>, right: Readonly<Record<string, unknown>>): object {
  const both = Object.keys(right).map((key) => {
    const [a, b] = [left[key], right[key]];
    return [key, isRecord(a) && isRecord(b) ? merged(a, b) : b];
  });
  return { ...left, ...Object.fromEntries(both) };
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
