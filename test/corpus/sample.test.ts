// Four small real schemas through the whole main job; `npm run corpus` does the same with all of them.

import { describe, expect, it } from 'vitest';
import { chooseServer, discoverServers } from '../../src/proof/scratch/index.js';
import { descriptionFolder, readDescription } from './description.js';
import { measureSchema } from './measure.js';
import { SAMPLE, schemaFolder, schemaNames } from './source.js';
import { shortcomings } from './verdict.js';

const folder = schemaFolder();
const server = chooseServer(await discoverServers(), { major: 18 });

it.runIf(folder !== null)('every schema of the corpus is described', async () => {
  for (const schema of schemaNames(folder ?? '')) {
    const { components, actors } = await readDescription(descriptionFolder(), schema);
    expect(components.length * actors.length, schema).toBeGreaterThan(0);
  }
});

describe.runIf(folder !== null && server.ok)('the main job on real schemas', () => {
  it.each(SAMPLE)('%s', { timeout: 120_000 }, async (schema) => {
    const measurement = await measureSchema(schema, { folder: folder ?? '', major: 18 });
    expect(shortcomings(measurement)).toEqual([]);
    expect(measurement.tenants.stated).toBeGreaterThan(0);
    expect(measurement.attacks.holds).toBeGreaterThan(50);
  });
});
