// The operators' custom resources: a merge patch that holds the hardening alone (the number of instances is
// not ours to say), and a NetworkPolicy that lets in the stated ranges and nothing else.
// https://cloudnative-pg.io/documentation/current/postgresql_conf/

import { stringify } from 'yaml';
import type { PlatformFile, PlatformTarget } from './target.js';
import type { Parameter } from '../dialects.js';
import type { Spoken } from './wish.js';

export function resourceFiles(spoken: Spoken, target: PlatformTarget): readonly PlatformFile[] {
  const resource = patchOf(spoken, target);
  return [
    { path: resource.file, text: stringify({ ...resource.head, spec: resource.spec }, { lineWidth: 0 }) },
    {
      path: 'network-policy.yaml',
      text: stringify(networkPolicy(spoken, target, resource.podLabel), { lineWidth: 0 }),
    },
  ];
}

interface Patch {
  readonly file: string;
  readonly head: object;
  readonly spec: object;
  /** The label by which the operator marks the pods of a cluster. */
  readonly podLabel: string;
}

function patchOf(spoken: Spoken, target: PlatformTarget): Patch {
  const metadata = { name: target.name };
  // The operators put their own lines first: sockets, replication and monitoring keep their way in.
  const rules = target.hbaLines.filter((line) => !/^(?:#|local\b|\s*$)/u.test(line));
  const parameters = asObject(spoken.parameters);
  const libraries = spoken.libraries.join(',');
  const preload = libraries === '' ? {} : { shared_preload_libraries: libraries };
  switch (target.platform) {
    case 'zalando':
      return {
        file: 'postgresql.patch.yaml',
        head: { apiVersion: 'acid.zalan.do/v1', kind: 'postgresql', metadata },
        spec: { postgresql: { parameters: { ...parameters, ...preload } }, patroni: { pg_hba: rules } },
        podLabel: 'cluster-name',
      };
    case 'crunchy': {
      const postgresql = { parameters: { ...parameters, ...preload }, pg_hba: rules };
      return {
        file: 'postgrescluster.patch.yaml',
        head: { apiVersion: 'postgres-operator.crunchydata.com/v1beta1', kind: 'PostgresCluster', metadata },
        spec: { patroni: { dynamicConfiguration: { postgresql } } },
        podLabel: 'postgres-operator.crunchydata.com/cluster',
      };
    }
    default: {
      const preloaded = spoken.libraries.length === 0 ? {} : { shared_preload_libraries: spoken.libraries };
      return {
        file: 'cluster.patch.yaml',
        head: { apiVersion: 'postgresql.cnpg.io/v1', kind: 'Cluster', metadata },
        spec: { enableSuperuserAccess: false, postgresql: { parameters, ...preloaded, pg_hba: rules } },
        podLabel: 'cnpg.io/cluster',
      };
    }
  }
}

function networkPolicy({ sources }: Spoken, target: PlatformTarget, podLabel: string): object {
  const members = { podSelector: { matchLabels: { [podLabel]: target.name } } };
  return {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { name: `${target.name}-sources` },
    spec: {
      ...members,
      policyTypes: ['Ingress'],
      ingress: [
        {
          from: [members, ...sources.map(({ range }) => ({ ipBlock: { cidr: range } }))],
          ports: [{ protocol: 'TCP', port: target.port }],
        },
      ],
    },
  };
}

function asObject(parameters: readonly Parameter[]): Readonly<Record<string, string>> {
  return Object.fromEntries(parameters.map(({ name, value }) => [name, value]));
}
