// Environment files, properties, shell scripts and Dockerfiles, line by line: their variables, and in scripts the SQL
// and the connection strings that they hand to psql.
// https://docs.docker.com/reference/dockerfile/#env

import type { ClientConfig, CredentialUse } from '../../../inventory/index.js';
import { readConninfo } from './connection-text.js';
import { foundAt, linesOf, unquoted, useByName, type FileText } from './found.js';
import { scanSql } from './sql-text.js';
import { readVariables, type Variable } from './variables.js';

const LINE = /^\s*(?:export\s+|set\s+)?["']?(\w+)["']?\s*[=:]\s*(.*)$/u;
const WORDS =
  /(?:^|[\s;&|({"'-])([A-Za-z_]\w*)=("(?:[^"\\]|\\.)*"|'[^']*'|\$\([^)]{0,300}\)|`[^`]{0,300}`|[^\s;"'`)]*)/gu;

/** `.env`, properties, and any other text. */
export function readVariableLines({ path, text }: FileText): readonly ClientConfig[] {
  const variables: Variable[] = [];
  for (const [index, line] of linesOf(text).entries()) {
    if (/^\s*[#;]/u.test(line)) continue;
    const [, name = '', rest = ''] = LINE.exec(line) ?? [];
    if (name !== '') variables.push({ name, line: index + 1, value: valueOf(rest) });
  }
  return readVariables(path, variables, null);
}

function valueOf(rest: string): string {
  const quoted = /^(["'])(.*?)\1/u.exec(rest.trim());
  return quoted === null ? (/^[^#,]*/u.exec(rest)?.[0] ?? '').trim() : (quoted[2] ?? '');
}

/** Commands with variables before them, `export`, documents handed to psql. */
export function readScript({ path, text }: FileText): readonly ClientConfig[] {
  const use = useByName(path, 'bootstrap');
  const variables: Variable[] = [];
  const found: ClientConfig[] = [];
  for (const [index, line] of linesOf(text).entries()) {
    if (/^\s*#/u.test(line)) continue;
    for (const [, name = '', value = ''] of line.matchAll(WORDS))
      variables.push({ name, line: index + 1, value: unquoted(value) });
    found.push(...conninfoIn(path, index + 1, line, use));
    // A document for psql is SQL, but quotes of the shell around it are not: so line by line.
    if (/\bpassword\b/iu.test(line)) found.push(...scanSql({ path, text: line }, use, index));
  }
  return [...readVariables(path, variables, use), ...found];
}

function conninfoIn(path: string, line: number, text: string, use: CredentialUse): readonly ClientConfig[] {
  return [...text.matchAll(/"([^"]*\b(?:host|dbname|user)\s*=[^"]*)"|'([^']*\b(?:host|dbname|user)\s*=[^']*)'/gu)]
    .map(([, double, single]) => readConninfo(double ?? single ?? ''))
    .filter(({ words }) => words.has('password') || words.has('passfile'))
    .map((connection) => foundAt({ file: path, line, key: 'conninfo' }, use, connection.secret, connection));
}

export function readDockerfile({ path, text }: FileText): readonly ClientConfig[] {
  const variables: Variable[] = [];
  let continued = false;
  for (const [index, line] of linesOf(text).entries()) {
    const declared: string | null = /^\s*(?:ENV|ARG)\s+(.*)$/iu.exec(line)?.[1] ?? (continued ? line : null);
    continued = declared !== null && /\\\s*$/u.test(line);
    if (declared === null) continue;
    const old = /^(\w+)\s+([^=]*)$/u.exec(declared);
    if (old !== null) variables.push({ name: old[1] ?? '', line: index + 1, value: unquoted(old[2] ?? '') });
    else
      for (const [, name = '', value = ''] of declared.matchAll(WORDS))
        variables.push({ name, line: index + 1, value: unquoted(value) });
  }
  return readVariables(path, variables, 'bootstrap');
}
