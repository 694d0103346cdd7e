import { describe, expect, it } from 'vitest';
import { readDump } from './dump.js';

function statements(text: string): readonly string[] {
  const { items, diagnostics } = readDump(text, 'f.sql');
  expect(diagnostics).toEqual([]);
  return items.map((item) => (item.kind === 'connect' ? `\\connect ${item.database}` : item.sql));
}

function refusals(text: string): readonly string[] {
  return readDump(text, 'f.sql').diagnostics.map(
    ({ source, what }) => `${source?.line ?? 0}:${source?.column ?? 0} ${what}`,
  );
}

describe('statement boundaries', () => {
  it.each([
    ['SELECT \'a;b\', "c;d" ; SELECT 2', ['SELECT \'a;b\', "c;d"', 'SELECT 2']],
    ["SELECT 'it''s;' ; SELECT 2;", ["SELECT 'it''s;'", 'SELECT 2']],
    ["SELECT E'a\\';b'; SELECT 2;", ["SELECT E'a\\';b'", 'SELECT 2']],
    ["SELECT 'a\\'; SELECT 2;", ["SELECT 'a\\'", 'SELECT 2']],
    ["SELECT E'a'\n  'b\\';c'; SELECT 2;", ["SELECT E'a'\n  'b\\';c'", 'SELECT 2']],
    ["SELECT E'a' -- x\n  'b\\';c'; SELECT 2;", ["SELECT E'a' -- x\n  'b\\';c'", 'SELECT 2']],
    ['SELECT U&\'d\\0061t;\' ; SELECT U&"x;";', ["SELECT U&'d\\0061t;'", 'SELECT U&"x;"']],
    ['SELECT $$a;b$$; SELECT $x$ $$ ; $x$;', ['SELECT $$a;b$$', 'SELECT $x$ $$ ; $x$']],
    ['SELECT a$b$;SELECT $1;', ['SELECT a$b$', 'SELECT $1']],
    ['/* a; /* b; */ c; */ SELECT 1; -- d;\nSELECT 2;', ['SELECT 1', 'SELECT 2']],
    ['SELECT 1 /* ; */ + 1;;;', ['SELECT 1 /* ; */ + 1']],
    [
      'CREATE RULE r AS ON INSERT TO t DO (SELECT 1; SELECT 2); SELECT 3;',
      ['CREATE RULE r AS ON INSERT TO t DO (SELECT 1; SELECT 2)', 'SELECT 3'],
    ],
    [
      'CREATE OR REPLACE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT CASE WHEN true THEN 1 END; SELECT 2; END; SELECT 3;',
      [
        'CREATE OR REPLACE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT CASE WHEN true THEN 1 END; SELECT 2; END',
        'SELECT 3',
      ],
    ],
    ['BEGIN; SELECT 1; END;', ['BEGIN', 'SELECT 1', 'END']],
    ['SELECT 1', ['SELECT 1']],
    ['SELECT a[1:b], x::text, f(a := 1);', ['SELECT a[1:b], x::text, f(a := 1)']],
    ['-- only a comment', []],
    ['\ufeffSELECT 1;\r\nSELECT 2;\r\n', ['SELECT 1', 'SELECT 2']],
  ])('%j', (text, expected) => {
    expect(statements(text)).toEqual(expected);
  });

  it('says where each begins', () => {
    const { items } = readDump('\n-- x\n  SELECT 1; SELECT\n2;', 'f.sql');
    expect(items.map((item) => item.source)).toEqual([
      { file: 'f.sql', line: 3, column: 3 },
      { file: 'f.sql', line: 3, column: 13 },
    ]);
  });
});

describe('COPY blocks', () => {
  it('keeps the rows apart, whatever they hold', () => {
    const rows = "1\t'; DROP TABLE t; --\n\\.x\n\\N\t\\\\.\n";
    const { items, diagnostics } = readDump(`COPY "s;".t (a, "b,(c") FROM stdin;\n${rows}\\.\nSELECT 1;`, 'f.sql');
    expect(diagnostics).toEqual([]);
    expect(items).toMatchObject([
      { kind: 'copy', relation: '"s;".t', columns: ['a', '"b,(c"'], rows },
      { kind: 'statement', sql: 'SELECT 1', source: { line: 6 } },
    ]);
  });

  it.each([
    ['COPY t FROM stdin;\n\\.\nSELECT 1;', ''],
    ['COPY t FROM STDIN WITH (FORMAT csv);\n1\r\n\\.\r\nSELECT 1;', '1\r\n'],
  ])('%j', (text, rows) => {
    const { items } = readDump(text, 'f.sql');
    expect(items).toMatchObject([{ kind: 'copy', relation: 't', columns: null, rows }, { sql: 'SELECT 1' }]);
  });

  it('does not take COPY from a file, or a column named stdin, for a block', () => {
    expect(statements("COPY t FROM '/x';\nSELECT 1;")).toHaveLength(2);
    expect(statements('COPY (SELECT 1 FROM stdin) TO stdout;\nSELECT 1;')).toHaveLength(2);
  });
});

describe('backslash commands', () => {
  it.each([
    ['\\connect app', 'app'],
    ['\\c app', 'app'],
    ['\\connect "My ""Db"""', 'My "Db"'],
    ["\\connect -reuse-previous=on \"dbname='it\\'s a db'\"", "it's a db"],
    ['\\connect MixedCase', 'MixedCase'],
  ])('%s', (line, database) => {
    expect(statements(`\\restrict abc123\n${line}\nSELECT 1;\n\\unrestrict abc123\n`)).toEqual([
      `\\connect ${database}`,
      'SELECT 1',
    ]);
  });

  it.each([
    ['\\! touch /tmp/canary', '1:1 the psql command \\! is not run'],
    ['SELECT 1;\n  \\i /etc/passwd', '2:3 the psql command \\i is not run'],
    ["\\copy t from program 'id'", '1:1 the psql command \\copy is not run'],
    ['\\o |sh', '1:1 the psql command \\o is not run'],
    ["SELECT 'touch x' \\gexec", '1:18 the psql command \\gexec is not run'],
    ['SELECT 1 \\; SELECT 2;', '1:10 the psql command \\; is not run'],
    ['SELECT 1 \\connect x', '1:10 a backslash command inside a statement'],
    ['\\connect `id`', '1:1 \\connect takes exactly one database name here'],
    ['\\connect :x', '1:1 \\connect takes exactly one database name here'],
    ['\\connect db user evil 1', '1:1 \\connect takes exactly one database name here'],
    ['\\connect "postgres://evil/x"', '1:1 \\connect to another server'],
    ['\\connect "dbname=x host=evil"', '1:1 \\connect with more than a database name'],
    ['\\connect x \\! id', '1:1 \\connect takes exactly one database name here'],
    ['\\restrict `id`', '1:1 the psql command \\restrict is not run'],
    ['\\set x 1', '1:1 the psql command \\set is not run'],
    ['SELECT :x;', '1:8 a psql variable'],
    ["SELECT :'x';", '1:8 a psql variable'],
    ['SELECT :"x";', '1:8 a psql variable'],
    ['SELECT :{?x};', '1:8 a psql variable'],
    ["SELECT 'a", '1:8 the string that begins here is never closed'],
    ['SELECT $$a', '1:8 the dollar-quoted string that begins here is never closed'],
    ['/* a /* b */', '1:1 the comment that begins here is never closed'],
    ['COPY t FROM stdin; SELECT 1;\n1\n\\.\n', '1:19 text after COPY … FROM stdin on its own line'],
    ['PGDMP\u0001', '1:1 an archive of pg_dump, not SQL text'],
  ])('%j is refused', (text, expected) => {
    expect(refusals(text)[0]).toBe(expected);
  });

  it('reports every problem', () => {
    expect(refusals('\\! a\nSELECT 1;\n\\i b\nSELECT :c;\n')).toHaveLength(3);
  });
});

it('is linear: many lines of every kind', () => {
  const text = "SELECT 'x', $a$;$a$; -- c\nCOPY t FROM stdin;\n1\n\\.\n".repeat(40_000);
  expect(readDump(text, 'f.sql').items).toHaveLength(80_000);
});
