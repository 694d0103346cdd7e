// A table around an expression: the relations and columns that it names, with types that the server accepts.
import { parse } from 'libpg-query';
import { ident } from './corpus.mjs';
import { FUNCTIONS } from './functions.mjs';

const TYPES = ['uuid', 'text', 'integer', 'boolean', 'timestamptz', 'jsonb'];

/** Relations and their columns, as the expressions use them. */
export async function shapeOf(policy) {
  const tables = new Map();
  const add = (schema, name, columnName) => {
    const key = `${schema}.${name}`;
    if (!tables.has(key)) tables.set(key, { schema, name, columns: new Map() });
    if (columnName !== undefined && columnName !== '') tables.get(key).columns.set(columnName, guess(columnName));
  };
  add(policy.schema, policy.name, policy.key);
  for (const text of [policy.using, policy.check]) {
    if (text === '') continue;
    const tree = await parse(`SELECT 1 WHERE ${text}`);
    walk(
      tree.stmts[0].stmt.SelectStmt,
      [{ alias: policy.name, schema: policy.schema, name: policy.name }],
      add,
      policy.schema,
    );
  }
  const via = /via\s+(\w+)\.(\w+)\((\w+) -> (\w+)\)/u.exec(policy.carrier);
  if (via !== null) for (const name of via.slice(3)) add(via[1], via[2], name);
  for (const [name, columns] of Object.entries(FUNCTIONS[policy.source]?.tables ?? {})) {
    add(...name.split('.'));
    const table = tables.get(name);
    for (const [each, type] of Object.entries(columns)) table.columns.set(each, type);
    table.known = new Set(Object.keys(columns));
  }
  return [...tables.values()];
}

function guess(name) {
  if (/^(is_|has_|active$|private$|enabled$|is$)/u.test(name)) return 'boolean';
  if (/(_at|_on|date)$/u.test(name)) return 'timestamptz';
  if (/^(level|count|priority|amount)$/u.test(name)) return 'integer';
  if (/(metadata|payload|config|settings|data)$/u.test(name)) return 'jsonb';
  if (/(^|_)(id|by|owner|author|customer|actor|uid)$|^(sender|recipient)/u.test(name)) return 'uuid';
  return 'text';
}

function walk(select, outer, add, home) {
  if (select?.larg !== undefined) {
    walk(select.larg, outer, add, home);
    walk(select.rarg, outer, add, home);
    return;
  }
  const here = [];
  for (const item of select?.fromClause ?? []) collect(item, here, add, home);
  visit(
    [
      select?.targetList,
      select?.whereClause,
      select?.fromClause,
      select?.groupClause,
      select?.havingClause,
      select?.sortClause,
    ],
    here.length === 0 ? outer : [...here, ...outer],
    add,
    home,
  );
}

function collect(item, here, add, home) {
  if (item.RangeVar !== undefined) {
    const { relname, schemaname = home, alias } = item.RangeVar;
    here.push({ alias: alias?.aliasname ?? relname, schema: schemaname, name: relname });
    add(schemaname, relname);
  }
  if (item.JoinExpr !== undefined) for (const side of ['larg', 'rarg']) collect(item.JoinExpr[side], here, add, home);
}

function visit(node, scope, add, home) {
  if (Array.isArray(node)) for (const each of node) visit(each, scope, add, home);
  else if (typeof node === 'object' && node !== null) {
    if (node.SelectStmt !== undefined) return walk(node.SelectStmt, scope, add, home);
    if (node.ColumnRef !== undefined) return column(node.ColumnRef.fields, scope, add);
    for (const value of Object.values(node)) visit(value, scope, add, home);
  }
}

function column(fields, scope, add) {
  const names = fields.map((field) => field.String?.sval).filter((name) => name !== undefined);
  if (names.length === 0 || fields.some((field) => field.A_Star !== undefined)) return;
  const alias = names.length > 1 ? names.at(-2) : undefined;
  const found = alias === undefined ? scope[0] : scope.find((each) => each.alias === alias || each.name === alias);
  if (found !== undefined) add(found.schema, found.name, names.at(-1));
}

/** What of the shape is not there yet; what belongs to the platform is never made. */
export function missing(shape, there) {
  return shape.filter((each) => !there.has(`${each.schema}.${each.name}`) && each.schema !== 'auth');
}

export function tablesSql(shape, drop) {
  return shape
    .map(({ schema, name, columns }) => {
      const table = `${ident(schema)}.${ident(name)}`;
      if (drop) return `DROP TABLE IF EXISTS ${table} CASCADE;`;
      const list = [...columns].map(([each, type]) => `${ident(each)} ${type}`);
      return `CREATE SCHEMA IF NOT EXISTS ${ident(schema)}; CREATE TABLE ${table} (${list.join(', ')});`;
    })
    .join('\n');
}

/** Which columns to give which other types, the likeliest first. */
export function* changes(slots) {
  yield [];
  for (const slot of slots) for (const type of TYPES) yield [{ ...slot, type }];
  for (const type of TYPES) yield slots.map((slot) => ({ ...slot, type }));
  for (const a of slots)
    for (const b of slots)
      if (a !== b)
        for (const type of ['integer', 'text', 'boolean'])
          yield [
            { ...a, type },
            { ...b, type },
          ];
}
