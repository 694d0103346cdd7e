// Who a privilege is granted to. PUBLIC is not a role: a role may really be called "PUBLIC".

export type Grantee = { readonly kind: 'role'; readonly name: string } | { readonly kind: 'public' };

export const PUBLIC: Grantee = { kind: 'public' };

export function roleGrantee(name: string): Grantee {
  return { kind: 'role', name };
}

export function sameGrantee(left: Grantee, right: Grantee): boolean {
  if (left.kind === 'public' || right.kind === 'public') return left.kind === right.kind;
  return left.name === right.name;
}

/** Unambiguous text for maps and sorting. */
export function granteeKey(grantee: Grantee): string {
  return grantee.kind === 'public' ? 'public' : `role:${grantee.name}`;
}

/** For people; quoted when the role's name could be taken for PUBLIC. */
export function describeGrantee(grantee: Grantee): string {
  if (grantee.kind === 'public') return 'PUBLIC';
  return grantee.name.toUpperCase() === 'PUBLIC' ? `role "${grantee.name}"` : grantee.name;
}
