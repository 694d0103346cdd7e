// A carrier whose setting the database never mentions, although its policies and routines compare with
// another one: sessions would set one name and the policies read the other.

import { itemsOf, type Inventory } from '../../inventory/index.js';
import type { Intent } from '../model.js';
import type { Report } from '../row.js';
import { nearest } from '../words/nearest.js';

const MENTION = /(?:current_setting|set_config)\s*\(\s*'([a-z_][\w$]*(?:\.[a-z_][\w$]*)+)'/giu;
const SET = /\bset\s+(?:local\s+|session\s+)?([a-z_][\w$]*(?:\.[a-z_][\w$]*)+)\s*(?:=|to\b)/giu;

/** Nothing is said of a database that mentions no setting at all: the application may set it, unseen. */
export function checkCarriers(intent: Intent, inventory: Inventory, report: Report): void {
  const mentioned = settingsIn(inventory);
  if (mentioned.size === 0) return;
  const said = new Set<string>();
  for (const { carrier, source } of intent.isolation) {
    if (carrier === null || carrier.kind === 'role') continue;
    const setting = carrier.setting.toLowerCase();
    if (mentioned.has(setting) || said.has(setting) || isGateways(setting, mentioned)) continue;
    said.add(setting);
    const names = [...mentioned].toSorted();
    const close = nearest(setting, names) ?? (names.length === 1 ? names[0] : undefined);
    report({
      code: 'carrier-never-set',
      severity: 'warning',
      what: `Nobody sets \`${carrier.setting}\`: nothing in the database mentions it.`,
      why: `Its policies and routines know ${names
        .slice(0, 5)
        .map((name) => `\`${name}\``)
        .join(', ')}; a session that sets one and a policy that reads the other share no tenant.`,
      fix: close === undefined ? 'Name the setting that the application sets.' : `Did you mean \`${close}\`?`,
      source,
    });
  }
}

/** A gateway sets all of its own settings together: `request.jwt.claims`, `request.jwt.claim.sub`. */
function isGateways(setting: string, mentioned: ReadonlySet<string>): boolean {
  return setting.startsWith('request.jwt') && [...mentioned].some((name) => name.startsWith('request.jwt'));
}

function settingsIn(inventory: Inventory): ReadonlySet<string> {
  const found = new Set(itemsOf(inventory.cluster.roleSettings).map(({ name }) => name.toLowerCase()));
  for (const name of found) if (!name.includes('.')) found.delete(name);
  for (const { policies, routines } of inventory.databases) {
    for (const { using, check } of itemsOf(policies)) add(found, `${using ?? ''}\n${check ?? ''}`);
    for (const { body, extension } of itemsOf(routines)) if (extension === null) add(found, body);
  }
  return found;
}

function add(found: Set<string>, text: string): void {
  for (const pattern of [MENTION, SET]) {
    for (const [, name = ''] of text.matchAll(pattern)) found.add(name.toLowerCase());
  }
}
