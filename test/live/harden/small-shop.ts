// A shop small enough to be proved in seconds, and documents that leave nothing open about it.

export const SHOP_SCHEMA = `
CREATE ROLE shop_owner NOLOGIN;
CREATE ROLE shop_app LOGIN PASSWORD 'first' VALID UNTIL '2035-01-01';
CREATE SCHEMA shop AUTHORIZATION shop_owner;
CREATE TABLE shop.notes (id bigint PRIMARY KEY, tenant_id uuid NOT NULL, body text);
CREATE TABLE shop.quotes (id bigint PRIMARY KEY, tenant_id uuid NOT NULL, CHECK (id > 0));
CREATE TABLE shop.margins (id bigint PRIMARY KEY, margin numeric);
ALTER TABLE shop.notes OWNER TO shop_owner;
ALTER TABLE shop.quotes OWNER TO shop_owner;
ALTER TABLE shop.margins OWNER TO shop_owner;
GRANT USAGE ON SCHEMA shop TO shop_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON shop.notes, shop.quotes TO shop_app;
GRANT SELECT ON shop.margins TO shop_app;
`;

/** @param kinds of the threats that are stated: each asks for its controls */
export function shopDocuments(kinds: readonly string[]): string {
  const threats = kinds.map((kind, index) => `| T-${index + 1} | A ${kind} | E | ${kind} | B-1 | shop | high | none |`);
  return `---
product: shop
status: approved
owner: security
version: 1
---

## Threat Model

| ID | Threat | Category (STRIDE) | Kind | Boundary | Component | Severity | Residual risk |
|---|---|---|---|---|---|---|---|
${threats.join('\n')}

## Trust Boundary Map

| Boundary | From | To | Authentication | Authorization | Encryption | Audit |
|---|---|---|---|---|---|---|
| B-1 | api | cluster | SCRAM | grants and policies | TLS | none |

## Deployment

| Cluster | Substrate | Version | Host access | Zone |
|---|---|---|---|---|
| shop | self-managed | 18 | files | inside |

## Components

| Component | Tier | Owns | Connects as |
|---|---|---|---|
| shop | 0 | \`shop\` | \`shop_app\` |

## Data Classification

| Dataset | Location | Classification | Handling |
|---|---|---|---|
| All | \`shop.*\` | confidential | |

## Authorization Architecture

| Actor | Resource | Operations | Condition |
|---|---|---|---|
| api | \`shop.notes\`, \`shop.quotes\` | select, insert, update, delete | own tenant |

## Tenant Isolation Strategy

| Scope | Tenant key | Carrier | Tier | Failure mode | Detection |
|---|---|---|---|---|---|
| \`shop.notes\`, \`shop.quotes\` | \`tenant_id\` | \`setting app.tenant_id\` | 0 | no rows | tests |

## Connection Model

| Login | Actor | Kind | Database | Source | Pooler | Authentication |
|---|---|---|---|---|---|---|
| \`shop_app\` | api | service | \`app\` | inside | transaction | scram-sha-256 |
| \`postgres\` | dba | break-glass | all | local | none | peer |

## Secrets & Key Management

| Credential | Used by | Store | Owner | Rotation | Issuance | Break-glass |
|---|---|---|---|---|---|---|
| password of \`shop_app\` | application | vault:shop | team-shop | 30 days | vault | no |
| \`postgres\` | operators | vault:postgres | team-dba | 30 days | vault | yes |
| TLS server certificate | cluster | /etc/tls/server.crt | team-dba | 90 days | ca | no |
| TLS server key | cluster | /etc/tls/server.key | team-dba | 90 days | ca | no |

## Trust Zones

| Zone | Ranges | Source document | Owner |
|---|---|---|---|
| inside | \`10.1.0.0/16\` | network.md | platform |

## Network Exposure

| Endpoint | Zone | Allowed sources | Public | Exception |
|---|---|---|---|---|
| \`shop:5432\` | inside | inside | no | none |

## Omitted sections

Logging & Audit Architecture: the product has no events of interest.

Compliance Mapping: no regime applies.
`;
}
