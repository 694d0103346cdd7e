// The rules that `hba` looks at: a pg_hba.conf with what it includes, a folder that holds one, a saved
// inventory, or a live cluster. Only the latter two know the roles, so only they know memberships.

import { readdirSync, readFileSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { MembershipClosure } from '../access/index.js';
import { InputError } from '../core/input-error.js';
import type { HbaFileRule, Inventory } from '../inventory/index.js';
import type { ConfigReader } from '../pg/config-reader.js';
import { parseHba, shownRule, type HbaError, type HbaRule } from '../pg/hba/index.js';
import { isConnectionSource } from '../session/conninfo.js';
import { readInputFile } from './input-file.js';
import type { Progress } from './progress.js';
import { readSource } from './source.js';

export interface HbaSource {
  readonly major: number;
  readonly rules: readonly HbaRule[];
  /** Lines that the server refuses, and with each the whole file. */
  readonly errors: readonly HbaError[];
  /** Lines that no connection can meet as the server is now, with its reason (hostssl while ssl is off). */
  readonly idle: ReadonlyMap<HbaRule, string>;
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
  return { major, rules: rules.map(shown), errors, idle: new Map(), members: null };

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
  const idle = new Map<HbaRule, string>();
  for (const line of inOrder(hbaRules.items)) {
    const place = { file: line.file, line: line.line };
    const existing = shownRule(line, major);
    if (existing === null) {
      errors.push({ ...place, message: line.error ?? 'a line that is not understood' });
      continue;
    }
    const rule = { ...existing, ...place };
    rules.push(rule);
    if (line.error !== null) idle.set(rule, line.error);
  }
  return { major, rules, errors, idle, members: new MembershipClosure(inventory) };
}

/** Lines with an error have no number among the rules; of a single file the place tells the order. */
function inOrder(lines: readonly HbaFileRule[]): readonly HbaFileRule[] {
  const single = new Set(lines.map((line) => line.file)).size < 2;
  return single ? lines.toSorted((left, right) => left.line - right.line) : lines;
}
