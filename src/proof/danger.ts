// Whether some role of the database could presently run programs or read files on the server: then no
// statement that may run the database's own code is sent, whoever sends it (DESIGN.md section 11).

import { sql } from '../sql/sql.js';
import type { Ground } from './attacks/ground.js';

const DANGEROUS = sql`
  SELECT r.rolname FROM pg_catalog.pg_roles r
   WHERE r.rolname <> $1 AND r.rolname NOT LIKE 'pg\_%'
     AND (r.rolsuper OR EXISTS (
       SELECT FROM pg_catalog.pg_roles p
        WHERE p.rolname IN ('pg_execute_server_program', 'pg_read_server_files', 'pg_write_server_files')
          AND pg_catalog.pg_has_role(r.oid, p.oid, 'MEMBER')))
   ORDER BY 1 LIMIT 1`;

/** Its name, or null when there is none besides the harness itself. */
export async function dangerousRole(ground: Ground): Promise<string | null> {
  const { rows } = await ground.admin.query(ground.database, DANGEROUS, [ground.cluster.superuser]);
  return rows[0]?.[0] ?? null;
}
