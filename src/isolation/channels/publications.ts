// Logical replication sends rows past every policy to whoever has REPLICATION: a publication sends those of its tables
// that pass its row filter (15 and later), and an output plugin that asks for no publication sends all of them.
// https://www.postgresql.org/docs/current/logical-replication-row-filter.html

import { itemsOf, type Publication } from '../../inventory/index.js';
import { expressionOf } from '../policies.js';
import type { OpenReading } from '../reading.js';
import type { Judged, Subject } from '../rows-verdict.js';
import type { Solver } from '../solver.js';
import type { Witness } from '../value.js';
import { relationKey } from '../world.js';
import { connects, EMPTY_SCOPE, familyOf, judgeShown, settled, suspected, usersOf, verdictBase } from './channel.js';
import { planted } from './planted.js';

export async function judgePublications(solver: Solver, subject: Subject): Promise<readonly Judged[]> {
  const { world, relation, role } = subject;
  if (relation.kind !== 'table') return [];
  const { members } = world.access;
  const [actor] = usersOf(
    subject,
    (name) => members.role(name)?.replication === true || members.role(name)?.superuser === true,
  );
  const sending = itemsOf(world.database.publications).filter((each) => sends(subject, each));
  const base = verdictBase(subject, 'publication');
  if (actor === undefined || !connects(subject))
    return sending.map(({ name }) =>
      settled(base, 'proved', `${role} cannot replicate, so publication ${name} shows it nothing`),
    );
  const level = itemsOf(world.inventory.cluster.settings).find((each) => each.name === 'wal_level')?.value;
  if (level !== undefined && level !== 'logical')
    return [
      settled(
        base,
        'unknown',
        `${actor} has REPLICATION: wal_level is ${level}, so no row is decoded, but a copy of the cluster is open to it where pg_hba.conf lets it in for replication`,
      ),
    ];
  const found: Judged[] = [];
  for (const publication of sending) found.push(await judgeSending(solver, subject, actor, publication));
  if (found.length === 0) found.push(settled(base, 'proved', `no publication sends its rows to ${actor}`));
  return [...found, withoutPublication(subject, actor)];
}

/** Rows of the relation are also those of its partitions and children, and a partition goes with its parents. */
function sends(subject: Subject, publication: Publication): boolean {
  const { relation, world } = subject;
  if (!publication.publishes.some((each) => each !== 'truncate')) return false;
  if (publication.allTables) return true;
  const all = [...familyOf(world, relation), ...parentsOf(subject)];
  return (
    all.some((key) => publication.tables.some((table) => relationKey(table.schema, table.name) === key)) ||
    itemsOf(world.database.relations).some(
      (each) => publication.schemas.includes(each.schema) && all.includes(relationKey(each.schema, each.name)),
    )
  );
}

function parentsOf({ world, relation }: Subject): readonly string[] {
  const found: string[] = [];
  for (let at = [relation]; at.length > 0;) {
    const above = at.flatMap((each) => (each.partitionBound === null ? [] : each.parents));
    found.push(...above.map((each) => relationKey(each.schema, each.name)));
    at = above.flatMap((each) => world.relation(each.schema, each.name) ?? []);
  }
  return found;
}

function judgeSending(solver: Solver, subject: Subject, actor: string, publication: Publication): Promise<Judged> {
  const { relation } = subject;
  const observe = { kind: 'decode', publication: publication.name } as const;
  return judgeShown(solver, subject, {
    base: verdictBase(subject, 'publication'),
    name: `publication ${publication.name}`,
    actor,
    hidden: null,
    attempt: planted(subject, observe, actor),
    witness: (reading) => sentRow(reading, subject, actor, filterOf(subject, publication)),
    observe,
    safe: `publication ${publication.name} sends no row of another tenant`,
    leak: `${actor} has REPLICATION: publication ${publication.name} sends rows of other tenants past every policy`,
    edit: `ALTER PUBLICATION ${publication.name} DROP TABLE ${relation.schema}.${relation.name}, or ALTER ROLE ${actor} NOREPLICATION`,
  });
}

/** A filter counts only where it surely is the one that is used; null: every row is sent. */
function filterOf(subject: Subject, publication: Publication): string | null {
  const { world, relation } = subject;
  const alone = familyOf(world, relation).size === 1 && relation.partitionBound === null;
  if (!alone || publication.allTables || publication.schemas.includes(relation.schema)) return null;
  const table = publication.tables.find((each) => each.schema === relation.schema && each.name === relation.name);
  return table?.filter ?? null;
}

function sentRow(reading: OpenReading, { relation }: Subject, actor: string, filter: string | null): Witness | null {
  const row = reading.rows.add(relation.schema, relation.name);
  if (filter === null) return { holds: 'true', columns: [] };
  const expression = expressionOf(reading.world, filter);
  if (typeof expression === 'string') return null;
  const scope = { ...EMPTY_SCOPE, actor, tables: [{ alias: relation.name, row }] };
  const sent = reading.problem.asTruth(reading.expression(expression.tree, scope));
  return { holds: sent.isTrue, columns: [] };
}

/** test_decoding comes with most installations, and its like can be brought. */
function withoutPublication(subject: Subject, actor: string): Judged {
  return suspected(
    verdictBase(subject, 'bypass', 'replicate'),
    `${actor} has REPLICATION: an output plugin such as test_decoding sends it every row, without any publication`,
    [planted(subject, { kind: 'decode', publication: null }, actor)],
    `ALTER ROLE ${actor} NOREPLICATION`,
  );
}
