import { Option, type Command } from 'commander';
import { perform } from '../command.js';
import { SEVERITIES, type Severity } from '../../core/severity.js';
import {
  databaseFlag,
  docsFlag,
  examples,
  filesFlag,
  formatFlag,
  outFlag,
  quietFlag,
  sourceArgument,
  sourceWish,
  substrateFlag,
  type SourceFlags,
} from '../flags.js';

interface Flags extends SourceFlags {
  readonly docs?: readonly string[];
  readonly failOn: Severity | 'never';
  readonly baseline?: string;
  readonly writeBaseline?: string;
  readonly waivers?: string;
  readonly substrate?: string;
  readonly format: 'text' | 'json' | 'md' | 'sarif';
  readonly out?: string;
}

export function registerAssess(program: Command): void {
  const command = program
    .command('assess')
    .description('findings of SOURCE, with the threats that the documents name')
    .addArgument(sourceArgument())
    .addOption(docsFlag())
    .addOption(
      new Option('--fail-on <severity>', 'exit code 1 for a finding at or over it')
        .choices([...SEVERITIES, 'never'])
        .default('high'),
    )
    .option('--baseline <file>', 'findings that were there before: only new ones count')
    .option('--write-baseline <file>', 'write the present findings as a baseline')
    .option('--waivers <file>', 'accepted findings (YAML or JSON), each with reason and end')
    .addOption(formatFlag(['text', 'json', 'md', 'sarif']))
    .addOption(outFlag())
    .addOption(databaseFlag())
    .addOption(filesFlag())
    .addOption(substrateFlag())
    .addOption(quietFlag())
    .action((source: string, flags: Flags) =>
      perform(flags, async (progress) => {
        const { runAssess } = await import('../../runs/assess.js');
        const { docs = [], substrate = null, database: _database, ...rest } = flags;
        return runAssess({ ...rest, source, docs, substrate, ...sourceWish(flags) }, progress);
      }),
    );
  examples(
    command,
    'assess postgresql://auditor@db.example/clinic --docs docs/architecture --fail-on medium',
    'assess inventory.json --format sarif --out findings.sarif',
  );
}
