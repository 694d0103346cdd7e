// How tenant identity reaches the engine (DESIGN §2, §4).

export type Carrier =
  | { readonly kind: 'setting'; readonly setting: string; readonly via?: CarrierVia }
  | { readonly kind: 'claim'; readonly setting: string; readonly claim: string; readonly via?: CarrierVia }
  | { readonly kind: 'role'; readonly via?: CarrierVia }
  | { readonly kind: 'signed-setting'; readonly setting: string; readonly via?: CarrierVia };

/** The session names a user; a table says which tenants are his: `via app.members(user_id -> tenant_id)`. */
export interface CarrierVia {
  readonly schema: string;
  readonly table: string;
  readonly userColumn: string;
  readonly tenantColumn: string;
}
