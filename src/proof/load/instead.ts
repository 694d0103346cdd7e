// Statements of files that we run in words of our own, as superuser: what they make is a row and runs nothing. A
// tablespace needs no directory of the host, a security label no provider's library, a large object no contents.
// https://www.postgresql.org/docs/current/functions-info.html#FUNCTIONS-INFO-OBJECT

import type { ParsedStatement } from '../../sql/parse.js';
import { asList, asNumber, asText, child, stringsAt, textAt, type Tree } from '../../sql/parse-tree.js';
import { Ident } from '../../sql/ident.js';
import { Literal } from '../../sql/literal.js';
import { join, sql, type Sql } from '../../sql/sql.js';

/** Null when the statement is none of these, or says less than is needed. */
export function saidInstead({ kind, node }: ParsedStatement): Sql | null {
  switch (kind) {
    case 'CreateTableSpaceStmt':
      return tablespace(node);
    case 'SecLabelStmt':
      return securityLabel(node);
    case 'SelectStmt':
      return largeObject(node);
    default:
      return null;
  }
}

function tablespace(node: Tree): Sql {
  const owner = textAt(node, 'owner', 'rolename');
  const owned = owner === '' ? sql`` : sql` OWNER ${Ident.of(owner)}`;
  // allow_in_place_tablespaces: inside the data directory; no transaction block takes the statement.
  return sql`CREATE TABLESPACE ${Ident.of(textAt(node, 'tablespacename'))}${owned} LOCATION ''`;
}

/** `SELECT pg_catalog.lo_create('16400')`, as pg_dump writes it; no other call. */
function largeObject(node: Tree): Sql | null {
  const targets = asList(child(node, 'targetList'));
  const call = child(targets[0], 'ResTarget', 'val', 'FuncCall');
  const names = stringsAt(call, 'funcname').join('.');
  if (targets.length !== 1 || (names !== 'pg_catalog.lo_create' && names !== 'lo_create')) return null;
  const argument = child(asList(child(call, 'args'))[0], 'A_Const');
  const oid = asText(child(argument, 'sval', 'sval')) ?? String(asNumber(child(argument, 'ival', 'ival')) ?? '');
  return /^[1-9]\d*$/u.test(oid) ? sql`SELECT pg_catalog.lo_create(${Literal.of(oid)}::pg_catalog.oid)` : null;
}

/** The parser's kinds in the words of pg_get_object_address. */
const KINDS: { readonly [tag: string]: string } = {
  OBJECT_AGGREGATE: 'aggregate',
  OBJECT_COLUMN: 'table column',
  OBJECT_DATABASE: 'database',
  OBJECT_DOMAIN: 'domain',
  OBJECT_FOREIGN_TABLE: 'foreign table',
  OBJECT_FUNCTION: 'function',
  OBJECT_LANGUAGE: 'language',
  OBJECT_LARGEOBJECT: 'large object',
  OBJECT_MATVIEW: 'materialized view',
  OBJECT_PROCEDURE: 'procedure',
  OBJECT_PUBLICATION: 'publication',
  OBJECT_ROLE: 'role',
  OBJECT_SCHEMA: 'schema',
  OBJECT_SEQUENCE: 'sequence',
  OBJECT_TABLE: 'table',
  OBJECT_TABLESPACE: 'tablespace',
  OBJECT_TYPE: 'type',
  OBJECT_VIEW: 'view',
};
const SHARED: readonly string[] = ['database', 'role', 'tablespace'];

function securityLabel(node: Tree): Sql | null {
  const kind = KINDS[textAt(node, 'objtype')];
  const [provider, label] = [textAt(node, 'provider'), textAt(node, 'label')];
  if (kind === undefined || provider === '' || label === '') return null;
  const { names, args } = addressOf(child(node, 'object'));
  const address = sql`pg_catalog.pg_get_object_address(${Literal.of(kind)}, ${texts(names)}, ${texts(args)}) a`;
  const said = sql`${Literal.of(provider)}, ${Literal.of(label)}`;
  const row = SHARED.includes(kind)
    ? sql`INSERT INTO pg_catalog.pg_shseclabel (objoid, classoid, provider, label)
        SELECT a.objid, a.classid, ${said} FROM ${address}`
    : sql`INSERT INTO pg_catalog.pg_seclabel (objoid, classoid, objsubid, provider, label)
        SELECT a.objid, a.classid, a.objsubid, ${said} FROM ${address}`;
  return sql`SET LOCAL allow_system_table_mods = on; ${row}`;
}

interface Address {
  readonly names: readonly string[];
  readonly args: readonly string[];
}

function addressOf(object: Tree): Address {
  const listed = stringsAt(object, 'List', 'items');
  const single = asText(child(object, 'String', 'sval'));
  const number = asNumber(child(object, 'Integer', 'ival'));
  const type = child(object, 'TypeName');
  if (type !== undefined) return { names: [typeText(type)], args: [] };
  if (number !== undefined) return { names: [String(number)], args: [] };
  if (single !== undefined) return { names: [single], args: [] };
  if (listed.length > 0) return { names: listed, args: [] };
  const args = asList(child(object, 'ObjectWithArgs', 'objargs')).map((item) => typeText(child(item, 'TypeName')));
  return { names: stringsAt(object, 'ObjectWithArgs', 'objname'), args };
}

function typeText(type: Tree): string {
  const name = stringsAt(type, 'names')
    .map((part) => Ident.of(part).quoted)
    .join('.');
  return `${name}${asList(child(type, 'arrayBounds')).length > 0 ? '[]' : ''}`;
}

function texts(words: readonly string[]): Sql {
  return sql`ARRAY[${join(
    words.map((word) => Literal.of(word)),
    sql`, `,
  )}]::pg_catalog.text[]`;
}
