// Values for columns that a counterexample leaves free but the table demands.

import type { Column } from '../../inventory/index.js';
import { Literal } from '../../sql/literal.js';
import { keyword, type SqlValue } from '../../sql/sql.js';
import type { TypeInfos } from '../tenants/type-facts.js';

export class Filler {
  readonly #types: TypeInfos;
  #count = 0x5000;

  constructor(types: TypeInfos) {
    this.#types = types;
  }

  /** A fresh value of the column's type. */
  value(column: Column): SqlValue {
    this.#count += 1;
    return Literal.of(this.#text(column.type.replace(/\(\d+(,\d+)?\)/u, ''), column.type));
  }

  #text(type: string, full: string): string {
    const info = this.#types.get(type);
    if (type.endsWith('[]')) return '{}';
    if (info?.kind === 'enum') return info.labels[this.#count % Math.max(1, info.labels.length)] ?? '';
    if (info?.kind === 'domain') return this.#text((info.base ?? 'text').replace(/\(\d+(,\d+)?\)/u, ''), info.base ?? 'text');
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
