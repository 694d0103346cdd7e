// What a change of a real server does to access, said in the right direction; taken back, in the other one.

import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { accessDiff } from '../../../src/access/index.js';
import { collectInventory } from '../../../src/collect/index.js';
import type { Inventory } from '../../../src/inventory/index.js';
import { MAJORS } from '../../../src/pg/version.js';
import { discoverServers, startScratch, type ScratchCluster } from '../../../src/proof/scratch/index.js';

const servers = await discoverServers();
const tried = MAJORS.filter((major) => major === 14 || major === 18 || process.env['PGRAMPART_LONG'] === '1');

const SETUP = `CREATE ROLE owner; CREATE ROLE reader LOGIN; CREATE ROLE other LOGIN; CREATE SCHEMA app AUTHORIZATION owner;
  CREATE TABLE app.t (a int, b text); ALTER TABLE app.t OWNER TO owner;
  CREATE VIEW app.v AS SELECT a FROM app.t; ALTER VIEW app.v OWNER TO owner;
  CREATE FUNCTION app.f() RETURNS int LANGUAGE sql SECURITY DEFINER SET search_path = '' AS 'SELECT 1'; ALTER FUNCTION app.f() OWNER TO owner;
  CREATE FUNCTION app.g() RETURNS int LANGUAGE sql AS 'SELECT 1';
  CREATE PUBLICATION p FOR TABLE app.t`;

interface Case {
  readonly change: string;
  readonly back: string;
  readonly says: string;
  readonly since?: number;
}

/** Each opens something; `back` closes it again. `says` as `kind direction who-or-object: detail`. */
const OPENING: readonly Case[] = [
  {
    change: 'ALTER DEFAULT PRIVILEGES FOR ROLE owner IN SCHEMA app GRANT SELECT ON TABLES TO reader',
    back: 'ALTER DEFAULT PRIVILEGES FOR ROLE owner IN SCHEMA app REVOKE SELECT ON TABLES FROM reader',
    says: 'default-privileges reader SELECT on tables that owner will create in schema app of postgres',
  },
  {
    change: 'ALTER DEFAULT PRIVILEGES FOR ROLE owner GRANT INSERT ON TABLES TO PUBLIC',
    back: 'ALTER DEFAULT PRIVILEGES FOR ROLE owner REVOKE INSERT ON TABLES FROM PUBLIC',
    says: 'default-privileges PUBLIC INSERT on tables that owner will create in postgres',
  },
  {
    change: 'GRANT owner TO reader',
    back: 'REVOKE owner FROM reader',
    says: 'escalation reader set-role to role owner',
  },
  {
    change: 'GRANT SELECT ON app.t TO PUBLIC',
    back: 'REVOKE SELECT ON app.t FROM PUBLIC',
    says: 'privileges PUBLIC gained',
  },
  {
    change: "ALTER ROLE reader PASSWORD 'md5d41d8cd98f00b204e9800998ecf8427e'",
    back: 'ALTER ROLE reader PASSWORD NULL',
    says: 'role reader password is md5, before none',
  },
  {
    change: 'ALTER FUNCTION app.g() SECURITY DEFINER',
    back: 'ALTER FUNCTION app.g() SECURITY INVOKER',
    says: 'code app g() runs with the rights of',
  },
  {
    change: 'ALTER VIEW app.v SET (security_invoker = off)',
    back: 'ALTER VIEW app.v SET (security_invoker = on)',
    says: 'code app v reads with the rights of owner',
    since: 15,
  },
  {
    change: 'ALTER VIEW app.v SET (security_barrier = off)',
    back: 'ALTER VIEW app.v SET (security_barrier = on)',
    says: 'code app v security_barrier is off',
  },
  {
    change: 'ALTER PUBLICATION p SET TABLE app.t, app.u',
    back: 'ALTER PUBLICATION p SET TABLE app.t',
    says: 'sharing p shares table app.u',
  },
  {
    change: "ALTER ROLE reader SET password_encryption = 'md5'",
    back: "ALTER ROLE reader SET password_encryption = 'scram-sha-256'",
    says: 'setting password_encryption scram-sha-256 → md5 for role reader',
  },
  {
    change: 'ALTER TABLE app.t NO FORCE ROW LEVEL SECURITY',
    back: 'ALTER TABLE app.t FORCE ROW LEVEL SECURITY',
    says: 'rows app t FORCE row-level security is off',
  },
  {
    change: 'ALTER DATABASE spare ALLOW_CONNECTIONS true',
    back: 'ALTER DATABASE spare ALLOW_CONNECTIONS false',
    says: 'connection spare allows connections',
  },
];

/** Whether it opens anything only a reader can tell: widening both ways. */
const UNDECIDED: readonly (readonly [change: string, says: string])[] = [
  [
    "CREATE OR REPLACE FUNCTION app.f() RETURNS int LANGUAGE sql SECURITY DEFINER SET search_path = '' AS 'SELECT 2'",
    'code app f() the body of a definer function changed',
  ],
  ["ALTER FUNCTION app.f() SET work_mem = '1MB'", 'code app f() its settings of a definer function changed'],
  ['ALTER ROLE reader SET search_path = app', 'setting search_path not set → app for role reader'],
];

describe.each(tried)('on %i', (major) => {
  const server = servers.find((each) => each.major === major && each.origin === 'embedded');
  let cluster: ScratchCluster;
  let client: Client;

  beforeAll(async () => {
    if (server === undefined) return;
    cluster = await startScratch({ server, hba: 'host all all 10.0.0.0/8 scram-sha-256', ident: 'm root postgres' });
    const { host, port, user, password } = cluster.connection;
    client = new Client({ host, port, user, password: password.reveal(), database: 'postgres' });
    await client.connect();
    await client.query(SETUP);
    await client.query('CREATE TABLE app.u (a int)');
    await client.query('CREATE DATABASE spare');
    for (const { back, since = 0 } of OPENING) if (since <= major) await client.query(back);
  });
  afterAll(async () => {
    await client?.end();
    await cluster?.stop();
  });

  const read = (): Promise<Inventory> => {
    const { host, port, user, password } = cluster.connection;
    const tls = { mode: 'disable', authority: null } as const;
    return collectInventory({ host, port, user, password, database: 'postgres', tls }, { databases: ['postgres'] });
  };

  it.skipIf(server === undefined).each(OPENING.filter(({ since = 0 }) => since <= major))(
    '$change',
    async ({ change, back, says }) => {
      const before = await read();
      await client.query(change);
      const after = await read();
      await client.query(back);
      const [there, again] = [accessDiff(before, after), accessDiff(after, before)];
      expect(linesOf(there)).toContainEqual(expect.stringContaining(`widening ${says}`));
      expect({ narrowing: there.narrowing, widening: again.widening }).toEqual({ narrowing: 0, widening: 0 });
      expect(again.narrowing).toBe(there.widening);
    },
  );

  it.skipIf(server === undefined)('what is not decided is widening', async () => {
    for (const [change, says] of UNDECIDED) {
      const before = await read();
      await client.query(change);
      const after = await read();
      expect(linesOf(accessDiff(before, after)), change).toContainEqual(expect.stringContaining(`widening ${says}`));
    }
  });

  it.skipIf(server === undefined)('lines of pg_hba.conf and pg_ident.conf; a neutral setting', async () => {
    const before = await read();
    cluster.writeHba('host all all 10.0.0.0/8 scram-sha-256\nhost all all 192.0.2.0/24 trust');
    cluster.writeIdent('m root postgres\nm intern postgres');
    await client.query("ALTER ROLE reader SET statement_timeout = '1min'");
    const lines = linesOf(accessDiff(before, await read()));
    const wanted = [
      'widening connection host all all 192.0.2.0 255.255.255.0 trust new line',
      'neutral setting statement_timeout not set → 1min for role reader',
      ...(major >= 15 ? ['widening connection m intern postgres new line of pg_ident.conf'] : []),
    ];
    expect(lines.filter((line) => !line.includes('unread'))).toEqual(expect.arrayContaining(wanted));
  });
});

function linesOf({ changes }: ReturnType<typeof accessDiff>): readonly string[] {
  return changes.map((change) => {
    const who = 'who' in change ? (change.who.kind === 'public' ? 'PUBLIC' : change.who.name) : '';
    const object = 'object' in change && who === '' ? (change.object?.path.join(' ') ?? '') : '';
    return `${change.direction} ${change.kind} ${who}${object} ${change.detail}`;
  });
}
