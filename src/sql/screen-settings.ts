// Which settings a loaded file may change: in its own session only those known to be harmless, on a role,
// database or function all but those that load code or give the session another identity.

import { asList, asText, child, stringsAt, textAt, type Tree } from './parse-tree.js';

const HARMLESS: ReadonlySet<string> = new Set([
  'backslash_quote',
  'bytea_output',
  'check_function_bodies',
  'client_encoding',
  'client_min_messages',
  'datestyle',
  'default_table_access_method',
  'default_tablespace',
  'default_text_search_config',
  'default_toast_compression',
  'default_transaction_isolation',
  'default_transaction_read_only',
  'default_with_oids',
  'escape_string_warning',
  'extra_float_digits',
  'idle_in_transaction_session_timeout',
  'idle_session_timeout',
  'intervalstyle',
  'lc_messages',
  'lc_monetary',
  'lc_numeric',
  'lc_time',
  'lock_timeout',
  'maintenance_work_mem',
  'quote_all_identifiers',
  'row_security',
  'search_path',
  'session characteristics',
  'statement_timeout',
  'synchronous_commit',
  'timezone',
  'transaction',
  'transaction_timeout',
  'work_mem',
  'xmloption',
]);

const DANGEROUS: ReadonlySet<string> = new Set([
  'allow_system_table_mods',
  'archive_cleanup_command',
  'archive_command',
  'archive_library',
  'dynamic_library_path',
  'extension_control_path',
  'ignore_system_indexes',
  'jit_provider',
  'local_preload_libraries',
  'recovery_end_command',
  'restore_command',
  'role',
  'session_authorization',
  'session_preload_libraries',
  'shared_preload_libraries',
  'ssl_passphrase_command',
  'zero_damaged_pages',
]);

/** Prefixes of settings that run or load what they name. */
const CODE_PREFIXES = ['plperl.', 'plperlu.', 'pltcl.', 'pltclu.', 'plv8.', 'pljava.', 'plpython.', 'plpython3.'];

/** Why this setting must not be stored on a role, database or function; undefined when it may. */
export function storedSettingProblem(name: string): string | undefined {
  const lower = name.toLowerCase();
  return DANGEROUS.has(lower) || CODE_PREFIXES.some((prefix) => lower.startsWith(prefix))
    ? `the setting ${lower} loads code, or changes who the session is`
    : undefined;
}

/** Why the loading session itself must not change this setting; undefined when it may. */
export function sessionSettingProblem(name: string, value: string | undefined): string | undefined {
  const lower = name.toLowerCase();
  if (lower === 'standard_conforming_strings') {
    const on = value !== undefined && ['on', 'true', '1', 'yes', 't'].includes(value.toLowerCase());
    return on ? undefined : 'with standard_conforming_strings off, strings end elsewhere than where they were read';
  }
  const stored = storedSettingProblem(lower);
  if (stored !== undefined) return stored;
  // A dotted name is a placeholder of the application (or of a module that is not loaded).
  return HARMLESS.has(lower) || lower.includes('.') ? undefined : `the setting ${lower} is not known to be harmless`;
}

/** `SET`, `RESET` and their kin as a session statement. */
export function setStatementProblem(node: Tree): string | undefined {
  const kind = textAt(node, 'kind');
  if (kind === 'VAR_RESET_ALL') return 'RESET ALL would undo the limits of the loading session';
  const name = textAt(node, 'name');
  if (name === 'TRANSACTION SNAPSHOT') return 'a snapshot of another session';
  return kind === 'VAR_RESET' || kind === 'VAR_SET_DEFAULT'
    ? sessionSettingProblem(name, 'on')
    : sessionSettingProblem(name, constantText(asList(child(node, 'args'))[0]));
}

/** The name and value of `SELECT set_config('name', 'value', …)` with constant arguments, and nothing else. */
export function setConfigCall(select: Tree): { readonly name: string; readonly value: string } | undefined {
  const targets = asList(child(select, 'targetList'));
  const extra = [
    'fromClause',
    'whereClause',
    'withClause',
    'groupClause',
    'intoClause',
    'larg',
    'valuesLists',
    'sortClause',
  ];
  const target = child(targets[0], 'ResTarget', 'val');
  if (targets.length !== 1 || extra.some((key) => child(select, key) !== undefined)) return undefined;
  const names = stringsAt(target, 'FuncCall', 'funcname');
  const [first, second, third] = asList(child(target, 'FuncCall', 'args'));
  const isPgCatalog = names.length === 2 && names[0] === 'pg_catalog' && names[1] === 'set_config';
  const name = constantText(first);
  const value = constantText(second);
  // An unqualified set_config may be a function of the file's own.
  if (!isPgCatalog || name === undefined || value === undefined || child(third, 'A_Const') === undefined)
    return undefined;
  return { name, value };
}

function constantText(tree: Tree): string | undefined {
  const constant = child(tree, 'A_Const') ?? child(tree, 'TypeCast', 'arg', 'A_Const');
  const text = asText(child(constant, 'sval', 'sval'));
  if (text !== undefined) return text;
  const boolean = child(constant, 'boolval');
  return boolean === undefined ? undefined : String(child(boolean, 'boolval') === true);
}
