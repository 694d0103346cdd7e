// ALTER DEFAULT PRIVILEGES. What is said per schema only adds to what is said globally: a per-schema REVOKE
// of what PUBLIC gets globally is void, so the global default is changed instead.
// https://www.postgresql.org/docs/current/sql-alterdefaultprivileges.html

import type { DefaultPrivilegeFact } from '../../demand/model.js';
import type { AclItem } from '../../pg/acl.js';
import { itemsOf } from '../../inventory/section.js';
import { describeGrantee, granteeKey } from '../../pg/grantee.js';
import { objectRef } from '../../pg/object.js';
import { sortBy } from '../../core/order.js';
import { Ident } from '../../sql/ident.js';
import { emptySql, keyword, sql, type Sql } from '../../sql/sql.js';
import { builtInAcl } from '../acl/initial.js';
import { granteeSql } from '../acl/render.js';
import type { Situation } from '../situation.js';
import type { BlockedStep } from '../model.js';
import { blockedStep, sqlDraft, statements, type ChangeKind, type DemandOf, type Draft } from './kind.js';

const WORDS = {
  table: 'TABLES',
  sequence: 'SEQUENCES',
  routine: 'ROUTINES',
  type: 'TYPES',
  schema: 'SCHEMAS',
} as const;

export const defaultPrivilegeKind: ChangeKind<'default-privilege'> = {
  plan: (demands, { situation }) => {
    const held = new Held(situation);
    const blocked: BlockedStep[] = [];
    const drafts: Draft[] = [];
    // Absent first: what goes globally may have to be given per schema afterwards.
    for (const demand of sortBy(demands, ({ fact }) => (fact.present ? '1' : '0'))) {
      const missing = missingRole(demand.fact, situation);
      if (missing === null) drafts.push(...planOne(demand, held));
      else
        blocked.push(
          blockedStep(title(demand.fact, demand.fact.schema), `role ${missing} does not exist`, 'whoever creates it'),
        );
    }
    return { drafts, blocked };
  },
  negate: (fact) => [{ ...fact, present: !fact.present }],
};

function missingRole({ role, grantee }: DefaultPrivilegeFact, situation: Situation): string | null {
  if (!situation.hasRole(role)) return role;
  return grantee.kind === 'role' && !situation.hasRole(grantee.name) ? grantee.name : null;
}

function planOne(demand: DemandOf<'default-privilege'>, held: Held): readonly Draft[] {
  const { fact } = demand;
  const places = fact.schema === null ? [null] : [null, fact.schema];
  if (!fact.present) {
    return places.flatMap((place) => {
      const was = held.change(fact, place, false);
      return was === null ? [] : [draft(demand, place, was)];
    });
  }
  if (places.some((place) => held.has(fact, place))) return [];
  held.change(fact, fact.schema, true);
  return [draft(demand, fact.schema, null)];
}

type Grantable = 'held' | 'grantable';

/** Present default privileges, changed as steps are planned. */
class Held {
  readonly #situation: Situation;
  readonly #lists = new Map<string, Map<string, Grantable | null>>();

  constructor(situation: Situation) {
    this.#situation = situation;
  }

  has(fact: DefaultPrivilegeFact, schema: string | null): boolean {
    return this.#was(fact, schema) !== null;
  }

  /** What was held before; null: nothing. */
  change(fact: DefaultPrivilegeFact, schema: string | null, present: boolean): Grantable | null {
    const was = this.#was(fact, schema);
    this.#list(fact, schema).set(itemKey(fact), present ? (was ?? 'held') : null);
    return was;
  }

  #was(fact: DefaultPrivilegeFact, schema: string | null): Grantable | null {
    return this.#list(fact, schema).get(itemKey(fact)) ?? null;
  }

  #list(fact: DefaultPrivilegeFact, schema: string | null): Map<string, Grantable | null> {
    const key = JSON.stringify([fact.database, fact.role, fact.objectKind, schema]);
    const known = this.#lists.get(key);
    if (known !== undefined) return known;
    const items = this.#read(fact, schema);
    const list = new Map(items.map((item) => [itemKey(item), item.grantable ? 'grantable' : 'held'] as const));
    this.#lists.set(key, list);
    return list;
  }

  #read(fact: DefaultPrivilegeFact, schema: string | null): readonly AclItem[] {
    const section = this.#situation.database(fact.database)?.defaultPrivileges;
    const row = (section === undefined ? [] : itemsOf(section)).find(
      (each) => each.role === fact.role && each.objectKind === fact.objectKind && each.schema === schema,
    );
    if (row !== undefined) return row.acl;
    return schema === null ? builtInAcl(fact.objectKind, fact.role, this.#situation.major) : [];
  }
}

function itemKey(item: Pick<AclItem, 'grantee' | 'privilege'>): string {
  return `${item.privilege} ${granteeKey(item.grantee)}`;
}

/** `was`: what a REVOKE takes, and its way back gives. */
function draft({ fact, because }: DemandOf<'default-privilege'>, schema: string | null, was: Grantable | null): Draft {
  const wider = fact.schema !== null && schema === null;
  return sqlDraft({
    kind: 'default-privilege',
    phase: fact.present ? 'expand' : 'contract',
    rank: fact.present ? 80 : 0,
    object: fact.schema === null ? null : objectRef('schema', [fact.schema], fact.database),
    database: fact.database,
    title: title(fact, schema),
    because,
    statements: statements(alter(fact, schema, fact.present ? 'held' : null)),
    inverse: statements(alter(fact, schema, was)),
    hazards: [
      'only objects that the role creates from now on',
      ...(wider ? ['holds in every schema: a per-schema REVOKE of a global default would be void'] : []),
    ],
  });
}

/** `held` null: revoked. */
function alter(fact: DefaultPrivilegeFact, schema: string | null, held: Grantable | null): Sql {
  const where = schema === null ? emptySql : sql` IN SCHEMA ${Ident.of(schema)}`;
  const head = sql`ALTER DEFAULT PRIVILEGES FOR ROLE ${Ident.of(fact.role)}${where}`;
  const what = sql`${keyword(fact.privilege)} ON ${keyword(WORDS[fact.objectKind])}`;
  const grantee = granteeSql(fact.grantee);
  if (held === null) return sql`${head} REVOKE ${what} FROM ${grantee}`;
  const option = held === 'grantable' ? sql` WITH GRANT OPTION` : emptySql;
  return sql`${head} GRANT ${what} TO ${grantee}${option}`;
}

function title(fact: DefaultPrivilegeFact, schema: string | null): string {
  const where = schema === null ? '' : ` in ${schema}`;
  const direction = fact.present ? 'to' : 'from';
  const verb = fact.present ? 'Grant' : 'Revoke';
  return `${verb} ${fact.privilege} on future ${fact.objectKind}s of ${fact.role}${where} ${direction} ${describeGrantee(fact.grantee)}`;
}
