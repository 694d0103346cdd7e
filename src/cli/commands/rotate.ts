import { InvalidArgumentError, Option, type Command } from 'commander';
import { perform } from '../command.js';
import { docsFlag, examples, formatFlag, quietFlag, sourceArgument, type CommonFlags } from '../flags.js';

interface Flags extends CommonFlags {
  readonly docs: readonly string[];
  readonly login: string;
  readonly passwordFile?: string;
  readonly newPassword?: string;
  readonly overlap: number;
  readonly out: string;
  readonly force?: boolean;
  readonly format: 'text' | 'json';
}

export function registerRotate(program: Command): void {
  const command = program
    .command('rotate')
    .description(
      'the next password of a stated credential, as scripts: two logins take turns, so no program is refused',
    )
    .addArgument(sourceArgument())
    .addOption(docsFlag().makeOptionMandatory())
    .requiredOption('--login <role>', 'a login of the credential')
    .addOption(new Option('--new-password <file>', 'make a password and put it there (mode 0600)'))
    .addOption(new Option('--password-file <file>', 'take it from there').conflicts('newPassword'))
    .addOption(
      new Option('--overlap <seconds>', 'how long both passwords are valid').default(3600).argParser(wholeSeconds),
    )
    .requiredOption('--out <dir>', 'folder for the scripts')
    .option('--force', 'replace files in --out that an earlier run did not write')
    .addOption(formatFlag(['text', 'json']))
    .addOption(quietFlag())
    .action((source: string, flags: Flags) =>
      perform(flags, async (progress) => {
        const { runRotate } = await import('../../runs/rotate.js');
        const { docs, login, overlap: overlapSeconds, out, force = false, format } = flags;
        const password = { make: flags.newPassword ?? null, read: flags.passwordFile ?? null };
        return runRotate({ source, docs, login, password, overlapSeconds, out, force, format }, progress);
      }),
    );
  examples(
    command,
    'rotate postgresql://admin@db.example/clinic --docs docs/architecture --login app_a --new-password app_b.secret --out rotation',
  );
}

const LONGEST = 30 * 86_400;

function wholeSeconds(text: string): number {
  const seconds = Number(text);
  if (!/^\d{1,7}$/u.test(text) || seconds === 0 || seconds > LONGEST)
    throw new InvalidArgumentError(`Give whole seconds from 1 to ${LONGEST}.`);
  return seconds;
}
