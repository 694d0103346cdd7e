// Values for columns that a counterexample leaves free but the table demands.

import type { Column, Constraint } from '../../inventory/index.js';
import { Literal } from '../../sql/literal.js';
import { keyword, type SqlValue } from '../../sql/sql.js';
import type { TypeInfos } from '../tenants/type-facts.js';

export class Filler {
  readonly #types: TypeInfos;
  readonly #checks: readonly Constraint[];
  #count = 0x5000;

  constructor(types: TypeInfos, checks: readonly Constraint[] = []) {
    this.#types = types;
    this.#checks = checks;
  }

  /** A fresh value of the column's type. */
  value(column: Column): SqlValue {
    this.#count += 1;
    const listed = this.#listed(column);
    if (listed !== null) return Literal.of(listed);
    return Literal.of(this.#text(column.type.replace(/\(\d+(,\d+)?\)/u, ''), column.type));
  }

  /** The first value that a check of this column alone names. */
  #listed(column: Column): string | null {
    const check = this.#checks.find(
      (each) =>
        each.kind === 'check' &&
        each.schema === column.schema &&
        each.relation === column.relation &&
        each.columns.length === 1 &&
        each.columns[0] === column.name,
    );
    return /'([^']*)'::/u.exec(check?.definition ?? '')?.[1] ?? null;
  }

  #text(type: string, full: string): string {
    const info = this.#types.get(type);
    if (type.endsWith('[]')) return '{}';
    if (info?.kind === 'enum') return info.labels[this.#count % Math.max(1, info.labels.length)] ?? '';
    if (info?.kind === 'domain')
      return this.#text((info.base ?? 'text').replace(/\(\d+(,\d+)?\)/u, ''), info.base ?? 'text');
    switch (type) {
      case 'uuid':
        return `00000000-0000-4000-9000-${this.#count.toString(16).padStart(12, '0')}`;
      case 'boolean':
        return 'true';
      case 'json':
      case 'jsonb':
        return '{}';
      case 'bytea':
        return '\\x00';
      case 'inet':
      case 'cidr':
        return '192.0.2.1';
      case 'interval':
        return '1 hour';
      case 'tsvector':
        return '';
      default:
        return this.#byCategory(info?.category ?? 'S', type, full);
    }
  }

  #byCategory(category: string, type: string, full: string): string {
    if (category === 'N') return String(type === 'numeric' || type === 'smallint' ? 1 : this.#count);
    if (category === 'D') return type.startsWith('time') && !type.startsWith('timestamp') ? '12:00' : '2030-01-01';
    if (category === 'R') return 'empty';
    const length = Number(/\((\d+)\)/u.exec(full)?.[1] ?? 40);
    return `f${this.#count.toString(36)}`.slice(-Math.max(1, length));
  }
}

export const DEFAULT: SqlValue = keyword('DEFAULT');
export const NULL: SqlValue = keyword('NULL');
