// How the harness itself gets in without shadowing the rules under test (the first match decides).
// `socket` (default): `local` lines for the private socket, whose folder (0700) only the server's own uid
//   and root can enter: the superuser by SCRAM, any other role without password, so that attacks run as
//   roles whose password nobody knows. `local` lines under test can then not be exercised.
// `loopback`: the superuser alone, by SCRAM, from 127.0.0.250, an address no rule under test can need;
//   every `local` line is under test, and roles are reached by SET SESSION AUTHORIZATION.
// `trust` on TCP was rejected: every local user of the machine could use it.

export type HarnessDoor = 'socket' | 'loopback';

/** Bind client sockets of the harness to it when the door is `loopback` (Linux owns all of 127.0.0.0/8). */
export const HARNESS_ADDRESS = '127.0.0.250';

/** The lines that stand before the rules under test in pg_hba.conf. Always this many: line n of the rules is line n + length. */
export function harnessHba(door: HarnessDoor, superuser: string): readonly string[] {
  const role = quoteHba(superuser);
  return door === 'socket'
    ? ['# pgrampart harness', `local all ${role} scram-sha-256`, 'local all all trust']
    : ['# pgrampart harness', `host all ${role} ${HARNESS_ADDRESS}/32 scram-sha-256`, '# pgrampart harness ends'];
}

/** Double quotes make keywords and special characters plain; a quote inside doubles. */
function quoteHba(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
