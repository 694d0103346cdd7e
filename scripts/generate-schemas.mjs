// Writes schemas/*.schema.json from the program's own validators: npm run build, then node scripts/generate-schemas.mjs.
// A test compares the files with the validators, so a forgotten run is seen.
import { writeFileSync } from 'node:fs';

const { inventoryJsonSchema } = await import(new URL('../dist/inventory/codec.js', import.meta.url).href);
writeFileSync(new URL('../schemas/inventory.schema.json', import.meta.url), inventoryJsonSchema());
const { planJsonSchema } = await import(new URL('../dist/plan/codec-schema.js', import.meta.url).href);
writeFileSync(new URL('../schemas/plan.schema.json', import.meta.url), planJsonSchema());
const { reportJsonSchemas } = await import(new URL('../dist/report/schema/published.js', import.meta.url).href);
for (const { file, content } of reportJsonSchemas())
  writeFileSync(new URL(`../schemas/${file}`, import.meta.url), content);
const { accessJsonSchemas } = await import(new URL('../dist/runs/access-schema.js', import.meta.url).href);
for (const { file, content } of accessJsonSchemas())
  writeFileSync(new URL(`../schemas/${file}`, import.meta.url), content);
const { probeJsonSchemas } = await import(new URL('../dist/runs/probe-schema.js', import.meta.url).href);
for (const { file, content } of probeJsonSchemas())
  writeFileSync(new URL(`../schemas/${file}`, import.meta.url), content);
const { rotateJsonSchemas } = await import(new URL('../dist/runs/rotate-schema.js', import.meta.url).href);
for (const { file, content } of rotateJsonSchemas())
  writeFileSync(new URL(`../schemas/${file}`, import.meta.url), content);
const { docsCheckJsonSchemas } = await import(new URL('../dist/runs/docs-check-schema.js', import.meta.url).href);
for (const { file, content } of docsCheckJsonSchemas())
  writeFileSync(new URL(`../schemas/${file}`, import.meta.url), content);
