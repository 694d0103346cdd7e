import { expect, it } from 'vitest';
import { parseSql } from './parse.js';

it('cuts statements at the right place when the text is not ASCII', async () => {
  const parsed = await parseSql("SELECT 'é😀'; CREATE TABLE ü (a int);");
  expect(
    parsed.ok ? parsed.value.map(({ text, kind, offset }) => ({ text: text.trim(), kind, offset })) : parsed,
  ).toEqual([
    { text: "SELECT 'é😀'", kind: 'SelectStmt', offset: 0 },
    { text: 'CREATE TABLE ü (a int)', kind: 'CreateStmt', offset: 13 },
  ]);
});

it('gives a problem with its place, and never throws', async () => {
  expect(await parseSql("SELECT '😀' frm x y")).toMatchObject({ ok: false, error: { position: 16 } });
  expect(await parseSql('SELECT 1; \0 DROP TABLE t')).toMatchObject({ ok: false, error: { position: 10 } });
  expect(await parseSql(' -- nothing\n')).toEqual({ ok: true, value: [] });
  expect(await parseSql('')).toEqual({ ok: true, value: [] });
});

it('survives what is nested too deeply, and parses again afterwards', async () => {
  expect((await parseSql(`SELECT ${'('.repeat(200_000)}1${')'.repeat(200_000)}`)).ok).toBe(false);
  expect((await parseSql('SELECT 1')).ok).toBe(true);
});
