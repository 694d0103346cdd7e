// pg_ident.conf of a server as a team runs it, on its own host: replaced whole with owner and mode, loaded, and brought
// back byte for byte, comments and all, by a plan that knows only what the lines say.

import { readFileSync, statSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { collectInventory } from '../../../src/collect/index.js';
import { itemsOf } from '../../../src/inventory/index.js';
import { formerIdentText } from '../../../src/plan/ident/present.js';
import { hostFilesOf } from '../../../src/runs/target-files.js';
import { connect } from '../../../src/session/index.js';
import { sql } from '../../../src/sql/sql.js';
import { startOwnServer, type OwnServer } from '../../corpus/own-server.js';

const HBA = 'local all all peer\nhost all all 127.0.0.0/8 scram-sha-256\n';
const IDENT = '# kept by hand\nops   root\tpostgres\nops "/^(.*)@x$" \\1   # staff\n';

const majors = ([14, 18] as const).filter((major) => major === 18 || process.env['PGRAMPART_LONG'] === '1');

describe.each(majors)('the maps of a host with PostgreSQL %i', (major) => {
  let server: OwnServer | null = null;
  beforeAll(async () => {
    server = await startOwnServer({ major });
    await server?.configure({ hba: HBA, ident: IDENT, settings: '' });
  });
  afterAll(() => server?.stop());

  test('are written in place and come back', async ({ skip }) => {
    if (server === null) return skip('no account postgres: apt-get install postgresql-common');
    const target = server.target('postgres');
    const session = await connect(target);
    const { rows } = await session.query(sql`SELECT pg_catalog.current_setting('ident_file')`);
    await session.close();
    const file = rows[0]?.[0] ?? '';
    const before = statSync(file);
    const inventory = await collectInventory(target);
    const former = formerIdentText(inventory) ?? '';
    const files = await hostFilesOf(target);
    const written = '# ours\napp web app\n';
    await files.writeIdent?.(written);
    const after = statSync(file);
    expect(readFileSync(file, 'utf8')).toBe(written);
    expect([after.uid, after.gid, after.mode]).toEqual([before.uid, before.gid, before.mode]);
    const { identMaps } = (await collectInventory(target)).cluster;
    expect(itemsOf(identMaps).map(({ map, systemUser }) => [map, systemUser])).toEqual([['app', 'web']]);
    await files.writeIdent?.(former);
    await files.close();
    expect(readFileSync(file, 'utf8')).toBe(IDENT);
  });
});
