import type { Command } from 'commander';
import { perform } from '../command.js';
import { collectText, quietFlag, type CommonFlags } from '../flags.js';

interface Flags extends CommonFlags {
  readonly database: readonly string[];
  readonly out?: string;
}

export function registerInventory(program: Command): void {
  program
    .command('inventory')
    .description('read a cluster, or a folder of files, into inventory.json')
    .argument('<SOURCE>', 'connection URI or conninfo, inventory.json, or a folder of files')
    .option('--database <name>', 'read only this database (may be repeated)', collectText, [])
    .option('--out <file>', 'write to a file instead of standard output')
    .addOption(quietFlag())
    .action((source: string, flags: Flags) =>
      perform(flags, async (progress) => {
        const { runInventory } = await import('../../runs/inventory.js');
        return runInventory(
          { source, databases: flags.database, ...(flags.out === undefined ? {} : { out: flags.out }) },
          progress,
        );
      }),
    );
}
