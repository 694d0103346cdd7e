import type { Command } from 'commander';
import { perform } from '../command.js';
import { databaseFlag, examples, quietFlag, sourceArgument, type CommonFlags } from '../flags.js';

interface Flags extends CommonFlags {
  readonly database?: readonly string[];
  readonly out: string;
  readonly product?: string;
  readonly sample?: boolean;
  readonly force?: boolean;
}

export function registerInit(program: Command): void {
  const command = program
    .command('init')
    .description('draft the architecture documents from SOURCE; every guess is marked unconfirmed')
    .addArgument(sourceArgument())
    .requiredOption('--out <dir>', 'folder for the documents; what is there is not overwritten')
    .addOption(databaseFlag())
    .option('--product <name>', 'name of the product, when it is not the database’s')
    .option('--sample', 'also look at the contents of plain tables, read-only; no value is kept')
    .option('--force', 'replace documents that are there')
    .addOption(quietFlag())
    .action((source: string, flags: Flags) =>
      perform(flags, async (progress) => {
        const { runInit } = await import('../../runs/init.js');
        return runInit(
          {
            source,
            databases: flags.database ?? [],
            out: flags.out,
            ...(flags.product === undefined ? {} : { product: flags.product }),
            sample: flags.sample === true,
            force: flags.force === true,
          },
          progress,
        );
      }),
    );
  examples(command, 'init postgresql://reader@db.internal/app --out docs/architecture');
}
