// The commands that a team runs before `harden`, each by itself on the live source, with the same documents.

import { runAssess } from '../../src/runs/assess.js';
import { runInventory } from '../../src/runs/inventory.js';
import { runPlan } from '../../src/runs/plan.js';
import { silent } from '../../src/runs/progress.js';
import type { Target } from '../../src/session/index.js';

export interface CommandFigures {
  readonly inventory: { readonly exit: number; readonly kilobytes: number };
  readonly assess: { readonly exit: number; readonly findings: number };
  readonly plan: { readonly exit: number; readonly steps: number };
}

/** @throws when one of them does not come to its end. */
export async function runCommands(target: Target, docs: string): Promise<CommandFigures> {
  const source = uriOf(target);
  const common = { source, databases: [target.database] };
  const inventory = await runInventory(common, silent);
  const json = { ...common, docs: [docs], substrate: null, format: 'json' } as const;
  const assess = await runAssess({ ...json, failOn: 'high' }, silent);
  const plan = await runPlan(json, silent);
  return {
    inventory: { exit: inventory.exit, kilobytes: Math.round(inventory.result.length / 1000) },
    assess: { exit: assess.exit, findings: lengthOf(assess.result, 'findings') },
    plan: { exit: plan.exit, steps: lengthOf(plan.result, 'steps') },
  };
}

function lengthOf(json: string, list: string): number {
  const value: unknown = JSON.parse(json);
  if (typeof value !== 'object' || value === null) throw new Error('the command printed no object');
  const items: unknown = Object.entries(value).find(([name]) => name === list)?.[1];
  if (!Array.isArray(items)) throw new Error(`the command printed no ${list}`);
  return items.length;
}

function uriOf({ host, port, user, password, database }: Target): string {
  const secret = password === null ? '' : `:${encodeURIComponent(password.reveal())}`;
  const who = `${encodeURIComponent(user)}${secret}`;
  const query = `sslmode=disable&host=${encodeURIComponent(host)}&port=${port}`;
  return `postgresql://${who}@/${encodeURIComponent(database)}?${query}`;
}
