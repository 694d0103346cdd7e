import { InvalidArgumentError, Option, type Command } from 'commander';
import { SEVERITIES, type Severity } from '../../core/severity.js';
import { perform } from '../command.js';
import { examples, formatFlag, quietFlag, type CommonFlags } from '../flags.js';

interface Flags extends CommonFlags {
  readonly user: string;
  readonly database: string;
  readonly ca?: string;
  readonly timeout: number;
  readonly failOn: Severity | 'never';
  readonly format: 'text' | 'json';
}

interface Address {
  readonly host: string;
  readonly port: number;
}

export function registerProbe(program: Command): void {
  const command = program
    .command('probe')
    .description(
      'what a server offers at its port: TLS versions, ciphers, certificates, authentication; sends no secret',
    )
    .argument('<HOST:PORT>', 'the server; port 5432 when none is given; [::1]:5432 for IPv6', addressOf)
    .option('--user <role>', 'who asks to be let in', 'postgres')
    .option('--database <name>', 'to which database', 'postgres')
    .option('--ca <file>', 'PEM with the certificate authorities to trust')
    .addOption(new Option('--timeout <ms>', 'for each connection and answer').default(5000).argParser(milliseconds))
    .addOption(
      new Option('--fail-on <severity>', 'exit code 1 for a finding at or over it')
        .choices([...SEVERITIES, 'never'])
        .default('high'),
    )
    .addOption(formatFlag(['text', 'json']))
    .addOption(quietFlag())
    .action((address: Address, flags: Flags) =>
      perform(flags, async (progress) => {
        const { runProbe } = await import('../../runs/probe.js');
        return runProbe({ ...flags, ...address }, progress);
      }),
    );
  examples(
    command,
    'probe db.example:5432 --ca ca.pem',
    'probe 10.0.0.5 --user clinic_app --database clinic --format json',
  );
}

function addressOf(text: string): Address {
  const [, bracketed, plain, digits] = /^(?:\[([^\]]+)\]|([^:]+))(?::(\d+))?$/u.exec(text) ?? [];
  const host = bracketed ?? plain;
  const port = Number(digits ?? 5432);
  if (host !== undefined && port > 0 && port < 65_536) return { host, port };
  throw new InvalidArgumentError('Write HOST:PORT, as in db.example:5432 or [::1]:5432.');
}

function milliseconds(text: string): number {
  const value = Number(text);
  if (Number.isInteger(value) && value > 0 && value <= 600_000) return value;
  throw new InvalidArgumentError('Milliseconds, from 1 to 600000.');
}
