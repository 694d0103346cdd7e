// What a probe found, for a terminal. Everything that the server said is untrusted text.

import { printable } from '../core/printable.js';
import type { Entrance, Probed, VersionOffer } from '../wire/index.js';
import type { ProbeFinding } from './probe-findings.js';

/** Who asked, and where. */
export interface Asked {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly database: string;
}

export function probeText(run: Asked, probed: Probed, findings: readonly ProbeFinding[]): string {
  const lines = [
    `${run.host}:${run.port}, as ${run.user} to ${run.database}; another role, database or address may meet another rule.`,
    '',
    `without TLS  ${entranceText(probed.plaintext)}`,
    `with TLS     ${probed.encrypted === null ? 'not offered' : entranceText(probed.encrypted)}`,
    `GSSAPI       ${probed.gss ? 'encryption offered' : 'not offered'}`,
    ...tlsLines(probed),
    '',
    ...findings.flatMap(({ severity, id, title, detail }) => [
      `${severity.padEnd(8)} ${id}: ${title}`,
      `         ${detail}`,
    ]),
    ...(findings.length === 0 ? ['Nothing is wrong with what was asked.'] : []),
  ];
  return `${lines.map(printable).join('\n')}\n`;
}

function entranceText(entrance: Entrance): string {
  switch (entrance.kind) {
    case 'admitted':
      return 'ADMITTED without any proof';
    case 'challenge':
      return entrance.mechanisms.length === 0
        ? `asks for ${entrance.method}`
        : `asks for ${entrance.method} (${entrance.mechanisms.join(', ')})`;
    case 'refused':
      return `refused: ${entrance.sqlstate} ${entrance.message}`;
    case 'no-answer':
      return `no answer: ${entrance.reason}`;
  }
}

function tlsLines({ tls }: Probed): readonly string[] {
  if (tls === null) return [];
  return [
    `direct TLS   ${tls.direct ? 'accepted (ALPN postgresql)' : 'not accepted'}`,
    '',
    ...tls.versions.map(versionText),
    ...(tls.certificate?.shown ?? []).flatMap((each, depth) => [
      '',
      `certificate ${depth}  ${each.subject}`,
      `    issued by  ${each.issuer}`,
      `    names      ${each.names ?? 'none'}`,
      `    valid      ${each.validFrom} to ${each.validTo}`,
      `    key        ${each.key}`,
      `    SHA-256    ${each.sha256}`,
    ]),
  ];
}

function versionText(offer: VersionOffer): string {
  const name = offer.version.padEnd(8);
  if (offer.kind === 'accepted') return `${name} accepted: ${offer.ciphers.join(', ')}`;
  return offer.kind === 'refused' ? `${name} refused (${offer.reason})` : `${name} not tested: ${offer.reason}`;
}
