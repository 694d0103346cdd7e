import type { Command } from 'commander';
import { perform } from '../command.js';
import { collectText, quietFlag, type CommonFlags } from '../flags.js';

interface Flags extends CommonFlags {
  readonly docs: readonly string[];
  readonly out: string;
  readonly database: readonly string[];
  readonly scratch?: string;
  readonly substrate?: string;
  readonly force?: boolean;
}

export function registerHarden(program: Command): void {
  program
    .command('harden')
    .description('design, try and prove the whole remedy on a scratch cluster; SOURCE itself is only read')
    .argument('<SOURCE>', 'connection URI or conninfo, inventory.json, or a folder of files')
    .requiredOption('--docs <dir>', 'folder or file with the architecture documents (may be repeated)', collectText, [])
    .requiredOption('--out <dir>', 'folder for the report, SQL, configuration and evidence')
    .option('--database <name>', 'only this database (may be repeated)', collectText, [])
    .option('--scratch <which>', 'scratch server: auto, embedded, system, a major version, or none', 'auto')
    .option('--substrate <name>', 'platform of SOURCE, when the documents do not state it')
    .option('--force', 'replace an output folder that pgrampart did not write')
    .addOption(quietFlag())
    .action((source: string, flags: Flags) =>
      perform(flags, async (progress) => {
        const { runHarden } = await import('../../runs/harden.js');
        return runHarden(
          {
            source,
            docs: flags.docs,
            out: flags.out,
            databases: flags.database,
            scratch: flags.scratch ?? 'auto',
            substrate: flags.substrate ?? null,
            force: flags.force === true,
          },
          progress,
        );
      }),
    );
}
