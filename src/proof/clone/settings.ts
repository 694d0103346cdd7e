// ALTER ROLE / ALTER DATABASE … SET. List settings hold several quoted names in one text and must be taken
// apart (as pg_dump does); settings that load libraries or point at files are held back.
// https://www.postgresql.org/docs/current/catalog-pg-db-role-setting.html

import { itemsOf, type Inventory, type RoleSetting } from '../../inventory/index.js';
import { Ident } from '../../sql/ident.js';
import { Literal } from '../../sql/literal.js';
import { join, sql, type Sql } from '../../sql/sql.js';
import type { CloneLog } from './log.js';
import type { Task } from './task.js';

/** GUC_LIST_QUOTE in guc_tables.c. */
const LISTS = new Set(['search_path', 'temp_tablespaces', 'unix_socket_directories']);
const LOADS_CODE = /preload_libraries$|^dynamic_library_path$|^extension_control_path$|_command$|^jit_provider$/u;

export function loadsCode(setting: string): boolean {
  return LOADS_CODE.test(setting.toLowerCase());
}

export function roleSettingTasks(inventory: Inventory, log: CloneLog): readonly Task[] {
  const tasks: Task[] = [];
  for (const setting of itemsOf(inventory.cluster.roleSettings)) {
    const object = `setting ${setting.name} of ${setting.role ?? 'every role'} in ${setting.database ?? 'every database'}`;
    if (loadsCode(setting.name)) log.heldBack(object, 'the setting makes the server load or run code');
    else tasks.push({ object, statement: setStatement(setting) });
  }
  return tasks;
}

function setStatement(setting: RoleSetting): Sql {
  const assignment = sql`SET ${settingName(setting.name)} = ${settingValue(setting.name, setting.value)}`;
  if (setting.role === null && setting.database !== null) {
    return sql`ALTER DATABASE ${Ident.of(setting.database)} ${assignment}`;
  }
  const role = setting.role === null ? sql`ALL` : sql`${Ident.of(setting.role)}`;
  if (setting.database === null) return sql`ALTER ROLE ${role} ${assignment}`;
  return sql`ALTER ROLE ${role} IN DATABASE ${Ident.of(setting.database)} ${assignment}`;
}

/** `app.tenant_id` is two identifiers to the grammar. */
export function settingName(name: string): Sql {
  return join(
    name.split('.').map((part) => Ident.of(part)),
    sql`.`,
  );
}

export function settingValue(name: string, value: string): Sql {
  if (!LISTS.has(name.toLowerCase())) return sql`${Literal.of(value)}`;
  const items = splitList(value);
  if (items.length === 0) return sql`''`;
  return join(
    items.map((item) => Literal.of(item)),
    sql`, `,
  );
}

/** SplitIdentifierString of varlena.c: commas, double quotes doubled inside, bare names folded. */
export function splitList(value: string): readonly string[] {
  const items: string[] = [];
  const element = /\s*(?:"((?:[^"]|"")*)"|([^",]*))\s*(?:,|$)/uy;
  while (element.lastIndex < value.length) {
    const match = element.exec(value);
    if (match === null) return [value];
    items.push(match[1] === undefined ? (match[2] ?? '').trim().toLowerCase() : match[1].replaceAll('""', '"'));
  }
  return items;
}
