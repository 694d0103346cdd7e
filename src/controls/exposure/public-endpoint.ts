// A public endpoint holds only with all three: an accepted ADR that its exception names, no line of pg_hba.conf
// wider than its allowed sources, and no line over the network without TLS. Which one fails is said.

import { namesAccepted } from '../../intent/decisions.js';
import type { Endpoint } from '../../intent/operations.js';
import { itemsOf, type HbaFileRule } from '../../inventory/index.js';
import { isWithin } from '../connection/zones.js';
import type { ControlContext, OpenRisk } from '../model.js';

export function publicEndpoints(context: ControlContext, threats: readonly string[]): readonly OpenRisk[] {
  return context.bound.intent.endpoints
    .filter((each) => each.public === true)
    .flatMap((each) => {
      const failing = failuresOf(context, each);
      if (failing.length === 0) return [];
      return [
        {
          what: `${each.endpoint} is public`,
          reason: `a public endpoint holds only with an accepted ADR, an allow-list and TLS: ${failing.join('; ')}`,
          closedBy: 'private connectivity, or what is missing',
          threats,
        },
      ];
    });
}

function failuresOf(context: ControlContext, endpoint: Endpoint): readonly string[] {
  const { decisions, zones } = context.bound.intent;
  const named = namesAccepted(endpoint.exception ?? '', decisions);
  const allowed = endpoint.allowedSources.flatMap(
    (source) => zones.find((zone) => zone.zone === source)?.ranges ?? [source],
  );
  const lines = itemsOf(context.inventory.cluster.hbaRules).filter(admitsOverNetwork);
  const wider = lines.filter((rule) => !allowed.some((range) => isWithin(range, rule.address ?? '', rule.netmask)));
  const plain = lines.filter((rule) => rule.type !== 'hostssl');
  return [
    ...(named ? [] : ['its exception names no accepted ADR']),
    ...(wider.length === 0 ? [] : [`${linesOf(wider)} of pg_hba.conf admit more than its allowed sources`]),
    ...(plain.length === 0 ? [] : [`${linesOf(plain)} of pg_hba.conf admit without TLS`]),
  ];
}

function admitsOverNetwork(rule: HbaFileRule): boolean {
  return rule.type !== null && rule.type !== 'local' && rule.method !== 'reject' && rule.error === null;
}

function linesOf(rules: readonly HbaFileRule[]): string {
  return `lines ${rules.map((rule) => rule.line).join(', ')}`;
}
