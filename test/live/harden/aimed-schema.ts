// A small shop where much stands in an attack's way that is not the control under test: one row a tenant, a
// foreign key that restricts, a trigger that fails, a variadic routine, an inlined one that fails, a table whose
// own policies hide every row, policies that call a closed routine, and policies that recurse.

export const AIMED_SCHEMA = `
CREATE ROLE shop_app LOGIN;
CREATE ROLE shop_reports LOGIN;
CREATE SCHEMA shop;
CREATE SCHEMA tools;
GRANT USAGE ON SCHEMA shop, tools TO shop_app, shop_reports;
SET search_path TO shop;

CREATE TABLE shop.tenants (tenant_id uuid PRIMARY KEY, title text NOT NULL);
CREATE TABLE shop.profiles (tenant_id uuid PRIMARY KEY REFERENCES shop.tenants, motto text NOT NULL);
CREATE TABLE shop.orders (id int PRIMARY KEY, tenant_id uuid NOT NULL REFERENCES shop.tenants, note text NOT NULL);
CREATE TABLE shop.lines (id int PRIMARY KEY, tenant_id uuid NOT NULL, order_id int NOT NULL REFERENCES shop.orders ON DELETE RESTRICT);
CREATE TABLE shop.files (id int PRIMARY KEY, tenant_id uuid NOT NULL, path text NOT NULL);
CREATE FUNCTION shop.forget() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN PERFORM nowhere.delete_it(OLD.path); RETURN OLD; END';
CREATE TRIGGER forget BEFORE DELETE ON shop.files FOR EACH ROW EXECUTE FUNCTION shop.forget();

CREATE TABLE shop.rooms (id int PRIMARY KEY, tenant_id uuid NOT NULL, title text NOT NULL);
CREATE TABLE shop.seats (id int PRIMARY KEY, room_id int NOT NULL REFERENCES shop.rooms, who text);
ALTER TABLE shop.rooms ENABLE ROW LEVEL SECURITY;
ALTER TABLE shop.seats ENABLE ROW LEVEL SECURITY;
CREATE POLICY seated ON shop.rooms FOR SELECT USING (id IN (SELECT s.room_id FROM shop.seats s WHERE s.who = current_user));
COMMENT ON POLICY seated ON shop.rooms IS 'who sits there sees it';
CREATE POLICY hosted ON shop.seats USING (room_id IN (SELECT r.id FROM shop.rooms r WHERE r.title = current_user));
CREATE TABLE shop.people (id int PRIMARY KEY, tenant_id uuid NOT NULL, chief boolean NOT NULL DEFAULT false, name text NOT NULL);
ALTER TABLE shop.people ENABLE ROW LEVEL SECURITY;
CREATE POLICY known ON shop.people FOR SELECT USING (true);
CREATE POLICY chiefs ON shop.people FOR UPDATE USING (EXISTS (SELECT 1 FROM shop.people p WHERE p.name = current_user AND p.chief));

CREATE TABLE tools.journal (id int PRIMARY KEY, line text NOT NULL, phone text);
ALTER TABLE tools.journal ENABLE ROW LEVEL SECURITY;
CREATE FUNCTION tools.first_part(t text) RETURNS text LANGUAGE plpgsql IMMUTABLE AS 'BEGIN RETURN split_part(t, ''/'', 1); END';
CREATE TABLE tools.uploads (id int PRIMARY KEY, path text NOT NULL);
ALTER TABLE tools.uploads ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON tools.uploads USING (tools.first_part(path) = current_user);
CREATE FUNCTION tools.any_of(what text, VARIADIC names text[]) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT what = ANY (names)';
SET check_function_bodies = off;
CREATE FUNCTION tools.how_many(floor_at int) RETURNS bigint LANGUAGE sql STABLE AS 'SELECT count(*) FROM elsewhere WHERE n >= floor_at';
RESET check_function_bodies;

GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA shop TO shop_app;
GRANT SELECT ON tools.journal TO shop_app, shop_reports;
GRANT SELECT, INSERT, UPDATE, DELETE ON tools.uploads TO shop_app;
`;

export const AIMED_DOCUMENTS = `---
product: shop
status: approved
owner: security
version: 1.0
---
# Security architecture of the shop

## Threat Model

| ID | Threat | Kind | Severity |
|---|---|---|---|
| T-1 | A tenant reads or changes another tenant’s rows | tenant-crossing | critical |
| T-2 | A login can do more than its work needs | excess-privilege | high |
| T-3 | Telephone numbers are read by whom they do not concern | restricted-data-disclosure | high |
| T-4 | The application owns its tables | owner-bypass | high |

## Deployment

| Cluster | Substrate | Version | Host access | Zone |
|---|---|---|---|---|
| main | self-managed | 18 | files | private |

## Components

| Component | Tier | Owns | Connects as |
|---|---|---|---|
| shop | 0 | \`shop\` | \`shop_app\` |
| tools | 1 | \`tools\` | none |

## Authorization Architecture

| Actor | Resource | Operations | Condition |
|---|---|---|---|
| shop | \`shop.*\` | select, insert, update, delete | own tenant |
| reports | \`tools.journal.id\`, \`tools.journal.line\` | select | |

## Tenant Isolation Strategy

| Scope | Tenant key | Carrier | Tier | Failure mode | Detection |
|---|---|---|---|---|---|
| \`shop.*\` | \`tenant_id\` | setting app.tenant | 0 | no tenant: no rows | alarm on 42501 |

## Data Classification

| Dataset | Location | Classification | Handling |
|---|---|---|---|
| Shop | \`shop\` | confidential | |
| Tools | \`tools\` | internal | |
| Telephone numbers | \`tools.journal.phone\` | restricted/PII | named actors only |

## Data Protection Rules

| Location | Protection | Key custody | Readable by |
|---|---|---|---|
| \`tools.journal.phone\` | column grant | none | none |

## Connection Model

| Login | Actor | Kind | Database | Source | Pooler | Authentication |
|---|---|---|---|---|---|---|
| \`shop_app\` | shop | service | \`app\` | \`10.0.1.0/24\` | none | scram-sha-256 |
| \`shop_reports\` | reports | service | \`app\` | \`10.0.2.0/24\` | none | scram-sha-256 |
`;
