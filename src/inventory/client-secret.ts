// What an entry of a client's file says of its secret, also where an earlier program wrote the inventory.
// https://hub.docker.com/_/postgres: POSTGRES_PASSWORD is the superuser's, by default of `postgres`.

import type { ClientConfig, CredentialUse, Role, SecretForm } from './cluster.js';

export function useOf({ use, poolMode }: ClientConfig): CredentialUse {
  return use ?? (poolMode === null ? 'application' : 'pooler');
}

export function secretOf({ secret, hasPassword }: ClientConfig): SecretForm {
  return secret ?? (hasPassword ? 'clear' : 'none');
}

/** A program's own way in, at work: not what makes, restores or copies the cluster. */
export function isAtWork(config: ClientConfig): boolean {
  return ['application', 'pooler'].includes(useOf(config));
}

/** Opens the cluster as a superuser: by the roles that were read, else by what the name always means. */
export function opensSuperuser({ role, key }: ClientConfig, roles: readonly Role[]): boolean {
  const known = roles.find(({ name }) => name === role);
  if (known !== undefined) return known.superuser;
  return role === 'postgres' || key.startsWith('POSTGRES_PASSWORD');
}
