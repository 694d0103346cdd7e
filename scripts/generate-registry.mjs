// Writes src/checks/registry.ts and src/controls/registry.ts; with --check only says whether they are up to date.
import { staleRegistries, writeRegistries } from './setup/registry.mjs';

if (process.argv.includes('--check')) {
  const stale = staleRegistries();
  for (const { file } of stale)
    console.error(`${file} is not what its folder says. Run: node scripts/generate-registry.mjs`);
  process.exitCode = stale.length === 0 ? 0 : 1;
} else {
  for (const file of writeRegistries()) console.log(`wrote ${file}`);
}
