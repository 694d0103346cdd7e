// What a text in the place of a secret is: the secret itself, a hash of it, or the name under which something
// else keeps it. Only the answer goes on; the text ends here.
// https://www.postgresql.org/docs/current/catalog-pg-authid.html

import type { SecretForm } from '../../../inventory/index.js';

const VERIFIER = /^(?:md5[0-9a-f]{32}|SCRAM-SHA-256\$.*)$/su;
/** `${X:-value}` and `${X-value}`: the value counts where the variable is not set. */
const WITH_DEFAULT = /\$\{\w+:?[-=]([^}]*)\}/u;
/** Shell, Compose, Kubernetes, Terraform, templates: a name in place of a value. */
const INTERPOLATED = /\$\{|\$\(|^\$\w+$|\{\{|`|^%\w$|^\?$|<%/u;
/** Stores: Vault, 1Password, cloud secret managers, SOPS, Key Vault. */
const STORE =
  /^(?:vault:|ref\+\w+:|op:\/\/|arn:aws:|aws-?sm:|secretsmanager:|gcp-?sm:|projects\/[^/]+\/secrets\/|@Microsoft\.KeyVault|ENC\[|file:\/|\/run\/secrets\/)/iu;
/** What people write where a secret was taken out. */
const BLANKED = /^(?:\*+|<[^<>]*>|x{3,}|redacted)$/iu;
/** Stands for a psql variable, which no file holds. */
export const PSQL_VARIABLE = '\u0001';

export function secretForm(text: string): SecretForm {
  const value = text.trim();
  if (value === '' || BLANKED.test(value)) return 'none';
  if (VERIFIER.test(value)) return 'verifier';
  const otherwise = WITH_DEFAULT.exec(value)?.[1];
  if (otherwise !== undefined && otherwise !== '') return secretForm(otherwise);
  if (value.includes(PSQL_VARIABLE) || INTERPOLATED.test(value) || STORE.test(value)) return 'reference';
  return 'clear';
}
