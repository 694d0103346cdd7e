// The example with everything its documents ask for: plan, apply, plan again, undo.

import { readdirSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { designControls } from '../../../src/controls/design.js';
import type { Fact } from '../../../src/demand/model.js';
import { bindIntent, readIntent } from '../../../src/intent/index.js';
import type { Inventory } from '../../../src/inventory/index.js';
import { capabilitiesOf } from '../../../src/substrate/index.js';
import { startBench, type Bench } from './cluster.js';
import { expectFixpointAndInverse } from './laws.js';

const EXAMPLE = new URL('../../../examples/clinic/', import.meta.url);

function read(path: string): string {
  return readFileSync(new URL(path, EXAMPLE), 'utf8');
}

function clinicFacts(inventory: Inventory): readonly Fact[] {
  const files = readdirSync(new URL('docs/', EXAMPLE)).filter((name) => name.endsWith('.md'));
  const { intent } = readIntent(files.map((name) => ({ path: name, text: read(`docs/${name}`) })));
  const bound = bindIntent(intent, inventory);
  const design = designControls({
    bound,
    inventory,
    databases: ['clinic'],
    blocked: bound.candidates.flatMap((candidate) => candidate.blocks),
    capabilities: capabilitiesOf(intent, inventory, {}),
  });
  return design.controls.flatMap((control) => control.demands.map((demand) => demand.fact));
}

describe.each([14, 18] as const)('the clinic on PostgreSQL %i', (major) => {
  let bench: Bench | null = null;
  beforeAll(async () => {
    bench = await startBench(major);
    await bench?.run('postgres', 'CREATE DATABASE clinic');
    await bench?.run('clinic', read('schema.sql'));
  });
  afterAll(async () => bench?.cluster.stop());

  test('fixpoint and inverse', async ({ skip }) => {
    if (bench === null) return skip(`no server of major ${major}`);
    const plan = await expectFixpointAndInverse(bench, clinicFacts(await bench.inventory()));
    expect(plan.steps.length).toBeGreaterThan(100);
    expect(plan.steps.filter((step) => step.inverse === null)).toEqual([]);
  });
});
