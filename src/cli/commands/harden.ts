import type { Command } from 'commander';
import type { HandOffFormat } from '../../runs/hand-off-formats.js';
import { perform } from '../command.js';
import {
  databaseFlag,
  docsFlag,
  examples,
  filesFlag,
  handOffFlag,
  quietFlag,
  scratchFlag,
  sourceArgument,
  sourceWish,
  substrateFlag,
  type SourceFlags,
} from '../flags.js';

interface Flags extends SourceFlags {
  readonly docs: readonly string[];
  readonly out: string;
  readonly scratch: string;
  readonly substrate?: string;
  readonly handoffFormat?: HandOffFormat;
  readonly acceptCutoff?: boolean;
  readonly force?: boolean;
}

export function registerHarden(program: Command): void {
  const command = program
    .command('harden')
    .description('design, try and prove the whole remedy on a scratch cluster; SOURCE itself is only read')
    .addArgument(sourceArgument())
    .addOption(docsFlag().makeOptionMandatory())
    .requiredOption('--out <dir>', 'folder for the report, SQL, configuration and evidence')
    .addOption(databaseFlag())
    .addOption(filesFlag())
    .addOption(scratchFlag())
    .addOption(substrateFlag())
    .addOption(handOffFlag())
    .option('--accept-cutoff', 'who is connected now may be shut out')
    .option('--force', 'replace an output folder that pgrampart did not write')
    .addOption(quietFlag())
    .action((source: string, flags: Flags) =>
      perform(flags, async (progress) => {
        const { runHarden } = await import('../../runs/harden.js');
        const {
          docs,
          out,
          scratch,
          substrate = null,
          handoffFormat: handOffFormat,
          acceptCutoff,
          force = false,
        } = flags;
        return runHarden(
          { source, docs, out, scratch, substrate, handOffFormat, acceptCutoff, force, ...sourceWish(flags) },
          progress,
        );
      }),
    );
  examples(command, 'harden postgresql://auditor@db.example/clinic --docs docs/architecture --out hardening');
}
