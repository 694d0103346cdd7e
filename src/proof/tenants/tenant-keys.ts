// The two tenants' keys, one per type of key column; the first relation that holds the key decides, since
// its own CHECKs may want another form.

import type { OwnKeys } from './hash-partitions.js';
import type { TenantIdentity, TenantLabel } from './model.js';
import { resolveDomain, splitModifier, type TypeInfos } from './type-facts.js';
import { makeValue } from './values.js';

const PREFERRED: { readonly [type: string]: { readonly [L in TenantLabel]: string } } = {
  uuid: { a: 'aaaaaaaa-0000-4000-8000-00000000000a', b: 'bbbbbbbb-0000-4000-8000-00000000000b' },
  smallint: { a: '31001', b: '31002' },
  integer: { a: '910001', b: '910002' },
  bigint: { a: '910001', b: '910002' },
  numeric: { a: '910001', b: '910002' },
  text: { a: 'tenant-a', b: 'tenant-b' },
  'character varying': { a: 'tenant-a', b: 'tenant-b' },
};

export class TenantKeys {
  readonly #types: TypeInfos;
  readonly #own = new Map<string, OwnKeys>();
  readonly #settled: { readonly [L in TenantLabel]: Map<string, string> } = { a: new Map(), b: new Map() };
  readonly #users: { readonly [L in TenantLabel]: Map<string, string> } = { a: new Map(), b: new Map() };

  constructor(types: TypeInfos, own?: OwnKeys) {
    this.#types = types;
    if (own === undefined) return;
    this.#own.set(this.#name(own.type), own);
  }

  settled(tenant: TenantLabel, type: string): string | null {
    return this.#settled[tenant].get(this.#name(type)) ?? null;
  }

  preferred(tenant: TenantLabel, type: string): string | null {
    const name = this.#name(type);
    return (
      this.#own.get(name)?.[tenant] ??
      PREFERRED[name]?.[tenant] ??
      makeValue(name, this.#types, tenant, tenant === 'a' ? 1 : 2)?.text ??
      null
    );
  }

  settle(tenant: TenantLabel, type: string, key: string): void {
    const name = this.#name(type);
    if (!this.#settled[tenant].has(name)) this.#settled[tenant].set(name, key);
  }

  setUser(tenant: TenantLabel, table: string, user: string): void {
    this.#users[tenant].set(table, user);
  }

  /** `base` comes first: databases that were seeded before keep their keys. */
  identity(tenant: TenantLabel, base?: TenantIdentity): TenantIdentity {
    return {
      label: tenant,
      keys: new Map([...this.#settled[tenant], ...(base?.keys ?? [])]),
      users: new Map([...this.#users[tenant], ...(base?.users ?? [])]),
    };
  }

  #name(type: string): string {
    return splitModifier(resolveDomain(type, this.#types).type).name;
  }
}
