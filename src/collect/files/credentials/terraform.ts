// Terraform: passwords that stand in the arguments of a resource that makes a PostgreSQL or one of its logins, and in
// variables named so. An expression (`var.x`, `random_password.x.result`) is a reference, though it ends up in the state.
// https://developer.hashicorp.com/terraform/language/manage-sensitive-data

import type { ClientConfig } from '../../../inventory/index.js';
import { nameOf } from './connection-text.js';
import { foundAt, linesOf, useByName, type FileText } from './found.js';
import { secretForm } from './secret-form.js';

const BLOCK = /^\s*(resource|variable|module|provider|data)\s+"([^"]+)"(?:\s+"([^"]+)")?\s*\{/u;
const OURS =
  /postgres|^aws_(?:db_instance|rds_cluster)|^google_sql_user|^kubernetes_secret|^(?:aws|google)_.*secret.*version|rds|aurora|cloudnative|cnpg/iu;
const SECRET = /^(?:\w+_)?(?:password|passwd|secret_string|secret_data|secret_key|secret_access_key)(?:_wo)?$/u;
const PAIR = /^\s*"?([\w-]{1,80})"?\s*=\s*(.*?)\s*,?\s*$/u;

interface Block {
  readonly name: string;
  readonly ours: boolean;
  readonly isVariable: boolean;
  user: string | null;
}

export function readTerraform({ path, text }: FileText): readonly ClientConfig[] {
  const found: ClientConfig[] = [];
  const outside: Block = { name: '', ours: true, isVariable: false, user: null };
  let block = outside;
  for (const [index, line] of linesOf(text).entries()) {
    if (/^\s*(?:#|\/\/)/u.test(line)) continue;
    block = blockAt(line, path) ?? (line.startsWith('}') ? outside : block);
    const [, key = '', value = ''] = PAIR.exec(line.replace(BLOCK, '')) ?? [];
    if (/^(?:username|master_username|administrator_login|user|name)$/u.test(key) && value.startsWith('"'))
      block.user ??= nameOf(value.slice(1, -1));
    if (!block.ours || !isSecret(block, key) || value === '') continue;
    const place = { file: path, line: index + 1, key: block.name === '' ? key : `${block.name}.${key}` };
    found.push(foundAt(place, useByName(key, 'bootstrap'), formOf(value), { role: block.user }));
  }
  return found.filter(({ secret }) => secret !== 'none');
}

function blockAt(line: string, path: string): Block | null {
  const [, kind, type = '', name = ''] = BLOCK.exec(line) ?? [];
  if (kind === undefined) return null;
  const isVariable = kind === 'variable';
  const ours = isVariable
    ? SECRET.test(type) || /password/iu.test(type)
    : OURS.test(type) || OURS.test(name) || OURS.test(path);
  return { name: [type, name].filter((each) => each !== '').join('.'), ours, isVariable, user: null };
}

function isSecret({ isVariable }: Block, key: string): boolean {
  return isVariable ? key === 'default' : SECRET.test(key) || /^manage_(?:master_user_)?password$/u.test(key);
}

/** Without quotes it is an expression; `true` hands the password to the platform. */
function formOf(value: string): ReturnType<typeof secretForm> {
  if (value === 'null' || value === 'false' || value === '""') return 'none';
  const [, quoted] = /^"((?:[^"\\]|\\.)*)"/u.exec(value) ?? [];
  return quoted === undefined ? 'reference' : secretForm(quoted);
}
