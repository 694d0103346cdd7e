import type { Command } from 'commander';
import { perform } from '../command.js';
import {
  databaseFlag,
  docsFlag,
  examples,
  filesFlag,
  formatFlag,
  outFlag,
  quietFlag,
  scratchFlag,
  sourceArgument,
  sourceWish,
  substrateFlag,
  type SourceFlags,
} from '../flags.js';

interface Flags extends SourceFlags {
  readonly docs: readonly string[];
  readonly on: string;
  readonly scratch: string;
  readonly substrate?: string;
  readonly format: 'text' | 'json' | 'junit';
  readonly out?: string;
}

export function registerVerify(program: Command): void {
  const command = program
    .command('verify')
    .description('attack a scratch cluster that represents SOURCE, with and without each control')
    .addArgument(sourceArgument())
    .addOption(docsFlag().makeOptionMandatory())
    .option('--on <where>', 'where attacks run: scratch is the only place so far', 'scratch')
    .addOption(formatFlag(['text', 'json', 'junit']))
    .addOption(outFlag())
    .addOption(scratchFlag())
    .addOption(databaseFlag())
    .addOption(filesFlag())
    .addOption(substrateFlag())
    .addOption(quietFlag())
    .action((source: string, flags: Flags) =>
      perform(flags, async (progress) => {
        const { runVerify } = await import('../../runs/verify.js');
        const { docs, on, scratch, substrate = null, format, out } = flags;
        const place = out === undefined ? {} : { out };
        return runVerify({ source, docs, on, scratch, substrate, format, ...place, ...sourceWish(flags) }, progress);
      }),
    );
  examples(command, 'verify inventory.json --docs docs/architecture --format junit --out verify.xml');
}
