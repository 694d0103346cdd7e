import type { Command } from 'commander';
import { Option } from 'commander';
import { perform } from '../command.js';
import {
  collectText,
  databaseFlag,
  docsFlag,
  examples,
  formatFlag,
  outFlag,
  quietFlag,
  scratchFlag,
  sourceArgument,
  type SourceFlags,
} from '../flags.js';

interface Flags extends SourceFlags {
  readonly docs?: readonly string[];
  readonly tenantColumn?: string;
  readonly carrier?: string;
  readonly carrierModel: 'honest' | 'attacker';
  readonly role: readonly string[];
  readonly scratch: string;
  readonly format: 'text' | 'json';
  readonly out?: string;
  readonly diff?: string;
}

export function registerProve(program: Command): void {
  const command = program
    .command('prove')
    .description('decide for every relation, role and command whether tenants are isolated')
    .addArgument(sourceArgument())
    .addOption(docsFlag())
    .option('--tenant-column <name>', 'column that says whose a row is, when no documents are given')
    .option('--carrier <text>', "how the session says whose it is, e.g. 'setting app.tenant_id'")
    .addOption(
      new Option('--carrier-model <model>', 'who sets the carrier').choices(['honest', 'attacker']).default('honest'),
    )
    .option(
      '--role <name>',
      'only this role (may be repeated); default: every login that is no superuser',
      collectText,
      [],
    )
    .option('--diff <SOURCE>', 'an older inventory: what the policies of SOURCE admit that its did not')
    .addOption(formatFlag(['text', 'json']))
    .addOption(outFlag())
    .addOption(scratchFlag())
    .addOption(databaseFlag())
    .addOption(quietFlag())
    .action((source: string, flags: Flags) => perform(flags, (progress) => act(source, flags, progress)));
  examples(command, "prove inventory.json --tenant-column tenant_id --carrier 'setting app.tenant_id' --role app");
}

async function act(
  source: string,
  flags: Flags,
  progress: Parameters<Parameters<typeof perform>[1]>[0],
): ReturnType<Parameters<typeof perform>[1]> {
  const databases = flags.database ?? [];
  const out = flags.out === undefined ? {} : { out: flags.out };
  if (flags.diff !== undefined) {
    const { runProveDiff } = await import('../../runs/prove-diff.js');
    return runProveDiff(
      { older: flags.diff, newer: source, databases, roles: flags.role, format: flags.format, ...out },
      progress,
    );
  }
  const { runProve } = await import('../../runs/prove.js');
  const key = flags.tenantColumn === undefined ? {} : { tenantColumn: flags.tenantColumn };
  const carrier = flags.carrier === undefined ? {} : { carrier: flags.carrier };
  const { scratch, format } = flags;
  return runProve(
    {
      source,
      databases,
      docs: flags.docs ?? [],
      roles: flags.role,
      model: flags.carrierModel,
      scratch,
      format,
      ...key,
      ...carrier,
      ...out,
    },
    progress,
  );
}
