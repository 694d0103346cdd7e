// What one role did in one database: calls by class, and by relation once all names are told.

import { sortBy } from '../../core/order.js';
import {
  AUDIT_CLASSES,
  type AuditClass,
  type ClassUse,
  type RelationUse,
  type StatementUse,
} from '../../inventory/index.js';
import type { Named, RelationNames } from './relation-names.js';
import type { Told } from './told.js';
import type { Touched } from './touched.js';

type Counts = { -readonly [K in 'reads' | 'writes' | 'blindUpdates']: number };

interface NameCounts {
  readonly named: Named;
  readonly counts: Counts;
  times: number;
}

export class RoleSums {
  readonly #database: string;
  readonly #role: string;
  readonly #classes = new Map<AuditClass, { calls: number; nested: number; bytes: number }>();
  /** By the name as it stands in statements. */
  readonly #names = new Map<string, NameCounts>();
  #setsPath = false;
  hidden = 0;
  unparsed = 0;

  constructor(database: string, role: string) {
    this.#database = database;
    this.#role = role;
  }

  add(told: Told, topLevel: boolean, calls: number, bytes: number): void {
    const sums = this.#classes.get(told.auditClass) ?? { calls: 0, nested: 0, bytes: 0 };
    this.#classes.set(told.auditClass, sums);
    sums[topLevel ? 'calls' : 'nested'] += calls;
    sums.bytes += calls * bytes;
    this.#setsPath ||= told.setsPath;
    for (const touched of told.touched) this.#name(touched, calls);
  }

  use(names: RelationNames): StatementUse {
    const asker = { database: this.#database, role: this.#role, setsPath: this.#setsPath };
    const relations = new Map<string, Named & { readonly schema: string } & Counts>();
    const untold = { ambiguous: 0, unknown: 0 };
    for (const { named, counts, times } of this.#names.values()) {
      const meant = names.meant(named, asker);
      if (meant === 'system') continue;
      if (typeof meant === 'string') {
        untold[meant] += times;
        continue;
      }
      const key = JSON.stringify([meant.schema, meant.name]);
      const known = relations.get(key) ?? { ...meant, reads: 0, writes: 0, blindUpdates: 0 };
      relations.set(key, known);
      addCounts(known, counts);
    }
    return {
      database: this.#database,
      role: this.#role,
      classes: this.#classUse(),
      relations: sortBy<RelationUse>(relations.values(), ({ schema, name }) => [schema, name]),
      hidden: this.hidden,
      unparsed: this.unparsed,
      ...untold,
    };
  }

  #name({ schema, name, reads, writes, blindUpdate }: Touched, calls: number): void {
    const key = JSON.stringify([schema, name]);
    const none = { reads: 0, writes: 0, blindUpdates: 0 };
    const known = this.#names.get(key) ?? { named: { schema, name }, counts: none, times: 0 };
    this.#names.set(key, known);
    known.times += calls;
    if (reads) known.counts.reads += calls;
    if (writes) known.counts.writes += calls;
    if (blindUpdate) known.counts.blindUpdates += calls;
  }

  #classUse(): readonly ClassUse[] {
    return AUDIT_CLASSES.flatMap((each) => {
      const sums = this.#classes.get(each);
      return sums === undefined ? [] : [{ class: each, ...sums }];
    });
  }
}

function addCounts(sum: Counts, more: Counts): void {
  sum.reads += more.reads;
  sum.writes += more.writes;
  sum.blindUpdates += more.blindUpdates;
}
