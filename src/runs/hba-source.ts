// The rules that `hba` looks at: a pg_hba.conf with what it includes, a folder that holds one, a saved
// inventory, or a live cluster. Only the latter two know the roles, so only they know memberships.

import { readdirSync, readFileSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { MembershipClosure } from '../access/index.js';
import { InputError } from '../core/input-error.js';
import { itemsOf, type Inventory } from '../inventory/index.js';
import type { ConfigReader } from '../pg/config-reader.js';
import { parseHba, type HbaError, type HbaRule } from '../pg/hba/index.js';
import { existingRule } from '../plan/hba/existing.js';
import { isConnectionSource } from '../session/conninfo.js';
import { readInputFile } from './input-file.js';
import type { Progress } from './progress.js';
import { readSource } from './source.js';

export interface HbaSource {
  readonly major: number;
  readonly rules: readonly HbaRule[];
  readonly errors: readonly HbaError[];
  /** Null: the roles are not known. */
  readonly members: MembershipClosure | null;
}

/** `major` says how to read a file; a source knows its own. @throws InputError, OperationError */
export async function readHbaSource(text: string, major: number, progress: Progress): Promise<HbaSource> {
  if (isConnectionSource(text)) return ofInventory((await readSource(text, {}, progress)).inventory);
  const found = await stat(text).catch(() => null);
  const file = found?.isDirectory() === true ? join(text, 'pg_hba.conf') : text;
  const content = await readInputFile(file, 'the rules file');
  if (content.trimStart().startsWith('{')) return ofInventory((await readSource(text, {}, progress)).inventory);
  const { rules, errors } = parseHba(diskReader, resolve(file), { major });
  return { major, rules: rules.map(shown), errors, members: null };

  /** As the user wrote the path. */
  function shown(rule: HbaRule): HbaRule {
    return rule.file === resolve(file) ? { ...rule, file } : rule;
  }
}

const diskReader: ConfigReader = {
  readFile: (path) => orUndefined(() => readFileSync(path, 'utf8')),
  listDirectory: (path) => orUndefined(() => readdirSync(path)),
};

function orUndefined<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}

/** Connecting reads pg_hba_file_rules: the file as it stands, not what the server has loaded. */
function ofInventory(inventory: Inventory): HbaSource {
  const { hbaRules } = inventory.cluster;
  const { major } = inventory.server;
  if (hbaRules.status === 'unreadable') {
    const fix = 'connect as a role that may read pg_hba_file_rules, or give the file';
    throw InputError.of('no-rules', 'the source’s pg_hba.conf was not read', hbaRules.reason, fix);
  }
  const rules: HbaRule[] = [];
  const errors: HbaError[] = [];
  for (const line of itemsOf(hbaRules)) {
    const rule = existingRule(line, major);
    const { file } = line;
    if (rule !== null) rules.push({ ...rule, file, line: line.line });
    if (line.error !== null) errors.push({ file, line: line.line, message: line.error });
  }
  return { major, rules, errors, members: new MembershipClosure(inventory) };
}
