// Authentication methods that a scratch server's build does not have (the embedded ones know neither GSSAPI nor LDAP):
// one line of such a method and the server takes none of the file. The server is asked what it makes of a line, without
// being told to load it. https://www.postgresql.org/docs/current/auth-methods.html

import type { Demand } from '../../demand/model.js';
import type { HbaMethod, HbaRule } from '../../pg/hba/index.js';
import { sql } from '../../sql/sql.js';
import { openAsSuperuser } from '../clone/door.js';
import type { ScratchCluster } from '../scratch/index.js';

/** Built in on request alone, or in need of something beside the server; with what a line of it cannot do without. */
const OPTIONAL: ReadonlyMap<HbaMethod, string> = new Map<HbaMethod, string>([
  ['gss', ''],
  ['sspi', ''],
  ['pam', ''],
  ['bsd', ''],
  ['ldap', 'ldapserver=192.0.2.1'],
  ['oauth', 'issuer="https://192.0.2.1" scope="none"'],
]);

/** Methods of the rules and the demands that some build may lack. */
export function doubtfulMethods(rules: readonly HbaRule[], demands: readonly Demand[]): readonly HbaMethod[] {
  const named = [
    ...rules.map(({ method }) => method),
    ...demands.flatMap(({ fact }) => (fact.kind === 'hba-admit' ? [fact.method] : [])),
  ];
  return [...OPTIONAL.keys()].filter((method) => named.includes(method));
}

/** Leaves its question in pg_hba.conf, not loaded: the caller writes the file next. @throws OperationError */
export async function lackingMethods(
  cluster: ScratchCluster,
  methods: readonly HbaMethod[],
): Promise<readonly HbaMethod[]> {
  if (methods.length === 0) return [];
  const lines = methods.map((method) => `host all all 192.0.2.1/32 ${method} ${OPTIONAL.get(method) ?? ''}`);
  const first = cluster.harnessHbaLines.length + 1;
  cluster.writeHba(lines.join('\n'));
  const session = await openAsSuperuser(cluster, 'postgres');
  try {
    const { rows } = await session.query(
      sql`SELECT line_number FROM pg_catalog.pg_hba_file_rules WHERE error IS NOT NULL`,
    );
    const refused = rows.map(([line]) => Number(line) - first);
    return methods.filter((_, index) => refused.includes(index));
  } finally {
    await session.close();
  }
}
