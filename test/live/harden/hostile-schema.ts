// A small shop whose code tries to leave a file in `place` whenever any of it runs with enough power.

/** Statements of a dump; every object is owned by the superuser, so definer code would have his rights. */
export function hostileSchema(place: string): string {
  const attempt = (name: string): string => `PERFORM shop.escape('${name}');`;
  const predicate = (name: string, args: string): string =>
    `CREATE FUNCTION shop.${name}(${args}) RETURNS boolean LANGUAGE plpgsql IMMUTABLE AS $f$ BEGIN ${attempt(name)} RETURN TRUE; END $f$;`;
  return `
CREATE ROLE shop_app LOGIN;
CREATE ROLE shop_admin LOGIN SUPERUSER;
CREATE ROLE shop_files LOGIN IN ROLE pg_execute_server_program, pg_write_server_files;
CREATE SCHEMA shop;
CREATE FUNCTION shop.escape(name text) RETURNS void LANGUAGE plpgsql SECURITY DEFINER AS $f$ BEGIN
  BEGIN EXECUTE 'RESET ROLE'; EXCEPTION WHEN OTHERS THEN NULL; END;
  BEGIN EXECUTE 'RESET SESSION AUTHORIZATION'; EXCEPTION WHEN OTHERS THEN NULL; END;
  BEGIN EXECUTE 'SET ROLE shop_admin'; EXCEPTION WHEN OTHERS THEN NULL; END;
  BEGIN EXECUTE 'SET ROLE shop_files'; EXCEPTION WHEN OTHERS THEN NULL; END;
  BEGIN EXECUTE pg_catalog.format('COPY (SELECT 1) TO PROGRAM %L', 'touch ${place}/' || name); EXCEPTION WHEN OTHERS THEN NULL; END;
  BEGIN PERFORM pg_catalog.lo_export(pg_catalog.lo_from_bytea(0, 'x'), '${place}/lo_' || name); EXCEPTION WHEN OTHERS THEN NULL; END;
END $f$;
${predicate('ff_index', 'x text')}
${predicate('ff_check', 'x text')}
${predicate('ff_policy', 'x uuid')}
${predicate('ff_view', 'x text')}
${predicate('ff_generated', 'x text')}
CREATE FUNCTION shop.ff_default() RETURNS text LANGUAGE plpgsql AS $f$ BEGIN ${attempt('default')} RETURN 'd'; END $f$;
CREATE DOMAIN shop.mood AS text CHECK (shop.ff_check(VALUE));
CREATE TABLE shop.notes (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  tenant_id uuid NOT NULL,
  body text DEFAULT shop.ff_default(),
  mood shop.mood DEFAULT 'fine',
  flagged boolean GENERATED ALWAYS AS (shop.ff_generated(body)) STORED,
  phone text,
  CHECK (shop.ff_check(body))
);
CREATE INDEX notes_body ON shop.notes ((shop.ff_index(body))) WHERE shop.ff_index('constant');
ALTER TABLE shop.notes ENABLE ROW LEVEL SECURITY;
CREATE POLICY everyone ON shop.notes USING (shop.ff_policy(tenant_id));
CREATE VIEW shop.note_list AS SELECT id, tenant_id, body FROM shop.notes WHERE shop.ff_view(body);
CREATE MATERIALIZED VIEW shop.note_count AS SELECT count(*) AS n FROM shop.notes WHERE shop.ff_view(body) WITH NO DATA;
CREATE FUNCTION shop.on_row() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $t$ BEGIN ${attempt('trigger')} RETURN NEW; END $t$;
CREATE TRIGGER before_row BEFORE INSERT OR UPDATE OR DELETE ON shop.notes FOR EACH ROW EXECUTE FUNCTION shop.on_row();
CREATE FUNCTION shop.count_notes() RETURNS bigint LANGUAGE plpgsql SECURITY DEFINER AS $f$ BEGIN ${attempt('definer')} RETURN (SELECT count(*) FROM shop.notes); END $f$;
GRANT USAGE ON SCHEMA shop TO shop_app;
GRANT ALL ON ALL TABLES IN SCHEMA shop TO shop_app;
CREATE FUNCTION shop.on_ddl() RETURNS event_trigger LANGUAGE plpgsql SECURITY DEFINER AS $e$ BEGIN ${attempt('event')} END $e$;
CREATE EVENT TRIGGER on_ddl_end ON ddl_command_end EXECUTE FUNCTION shop.on_ddl();
`;
}

export const HOSTILE_DOCUMENTS = `---
product: shop
status: approved
owner: security
version: 1
---

## Threat Model

| ID | Threat | Category (STRIDE) | Kind | Boundary | Component | Severity | Residual risk |
|---|---|---|---|---|---|---|---|
| T-1 | One customer reads the notes of another | I | tenant-crossing | B-1 | shop | critical | none |
| T-2 | A login holds more than it needs | E | excess-privilege | B-1 | shop | high | none |
| T-3 | Phones are read by who need not | I | restricted-data-disclosure | B-1 | shop | high | none |
| T-4 | A login becomes more powerful | E | privilege-escalation | B-1 | shop | critical | none |
| T-5 | A session runs programs on the host | E | host-code-execution | B-1 | shop | critical | none |
| T-6 | A definer function finds a planted object | E | search-path-hijack | B-1 | shop | high | none |
| T-7 | The owner walks past the policies | E | owner-bypass | B-1 | shop | high | none |

## Trust Boundary Map

| Boundary | From | To | Authentication | Authorization | Encryption | Audit |
|---|---|---|---|---|---|---|
| B-1 | api | cluster | SCRAM | grants and policies | TLS | none |

## Deployment

| Cluster | Substrate | Version | Host access | Zone |
|---|---|---|---|---|
| shop | self-managed | 18 | sql only | inside |

## Components

| Component | Tier | Owns | Connects as |
|---|---|---|---|
| shop | 0 | \`shop\` | \`shop_app\` |

## Data Classification

| Dataset | Location | Classification | Handling |
|---|---|---|---|
| Notes | \`shop.notes\` | confidential | |
| Phones | \`shop.notes.phone\` | restricted/PII | |

## Authorization Architecture

| Actor | Resource | Operations | Condition |
|---|---|---|---|
| api | \`shop.notes\`, \`shop.note_list\` | select, insert, update, delete | own tenant |

## Tenant Isolation Strategy

| Scope | Tenant key | Carrier | Tier | Failure mode | Detection |
|---|---|---|---|---|---|
| \`shop.notes\` | \`tenant_id\` | \`setting app.tenant_id\` | 0 | no rows | tests |

## Connection Model

| Login | Actor | Kind | Database | Source | Pooler | Authentication |
|---|---|---|---|---|---|---|
| \`shop_app\` | api | service | \`app\` | inside | transaction | scram-sha-256 |
| \`shop_admin\` | none | retired | none | none | none | none |
| \`shop_files\` | none | retired | none | none | none | none |
| \`postgres\` | none | break-glass | all | local | none | peer |

## Data Protection Rules

| Location | Protection | Key custody | Readable by |
|---|---|---|---|
| \`shop.notes.phone\` | column grant | none | none |

## Trust Zones

| Zone | Ranges | Source document | Owner |
|---|---|---|---|
| inside | \`10.1.0.0/16\` | network.md | platform |
`;
