import type { Command } from 'commander';
import type { HandOffFormat } from '../../runs/hand-off-formats.js';
import { perform } from '../command.js';
import {
  databaseFlag,
  docsFlag,
  examples,
  formatFlag,
  outFlag,
  handOffFlag,
  quietFlag,
  sourceArgument,
  sourceWish,
  substrateFlag,
  type SourceFlags,
} from '../flags.js';

interface Flags extends SourceFlags {
  readonly docs: readonly string[];
  readonly substrate?: string;
  readonly handoffFormat?: HandOffFormat;
  readonly acceptCutoff?: boolean;
  readonly format: 'text' | 'json';
  readonly out?: string;
}

export function registerPlan(program: Command): void {
  const command = program
    .command('plan')
    .description('the ordered steps that the documents demand, each with its way back, lock, hazards and reason')
    .addArgument(sourceArgument())
    .addOption(docsFlag().makeOptionMandatory())
    .addOption(formatFlag(['text', 'json']))
    .addOption(outFlag())
    .addOption(databaseFlag())
    .addOption(substrateFlag())
    .addOption(handOffFlag())
    .option('--accept-cutoff', 'who is connected now may be shut out')
    .addOption(quietFlag())
    .action((source: string, flags: Flags) =>
      perform(flags, async (progress) => {
        const { runPlan } = await import('../../runs/plan.js');
        const { docs, substrate = null, handoffFormat: handOffFormat, acceptCutoff, format, out } = flags;
        const place = out === undefined ? {} : { out };
        return runPlan(
          { source, docs, substrate, handOffFormat, acceptCutoff, format, ...place, ...sourceWish(flags) },
          progress,
        );
      }),
    );
  examples(command, 'plan postgresql://admin@db.example/clinic --docs docs/architecture --format json --out plan.json');
}
