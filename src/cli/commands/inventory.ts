import type { Command } from 'commander';
import { perform } from '../command.js';
import {
  databaseFlag,
  examples,
  filesFlag,
  outFlag,
  quietFlag,
  sourceArgument,
  sourceWish,
  type SourceFlags,
} from '../flags.js';

interface Flags extends SourceFlags {
  readonly out?: string;
}

export function registerInventory(program: Command): void {
  const command = program
    .command('inventory')
    .description('read a cluster, or a folder of files, into inventory.json; no password and no verifier is kept')
    .addArgument(sourceArgument())
    .addOption(databaseFlag())
    .addOption(filesFlag())
    .addOption(outFlag())
    .addOption(quietFlag())
    .action((source: string, flags: Flags) =>
      perform(flags, async (progress) => {
        const { runInventory } = await import('../../runs/inventory.js');
        const { out } = flags;
        return runInventory({ source, ...sourceWish(flags), ...(out === undefined ? {} : { out }) }, progress);
      }),
    );
  examples(command, 'inventory postgresql://auditor@db.example/clinic --out inventory.json');
}
