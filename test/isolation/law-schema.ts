// The small schema over which policies are generated: a table of documents, memberships and teams with policies of
// their own, functions of every kind that the prover reads, and the rows and sessions that attack.

export const A = '11111111-1111-4111-8111-111111111111';
export const B = '22222222-2222-4222-8222-222222222222';

const TENANT = "nullif(current_setting('app.tenant_id', true), '')::uuid";

export const SCHEMA: string = `
CREATE SCHEMA app; GRANT USAGE ON SCHEMA app TO app;
CREATE TYPE app.state AS ENUM ('draft', 'live');
CREATE DOMAIN app.short AS varchar(3);
CREATE TABLE app.docs (id int PRIMARY KEY, tenant_id uuid, owner_id uuid, name text, n int, open boolean, state app.state,
  tags text[], meta jsonb, path text, price numeric(6,2), score float8, during int4range, made timestamptz);
CREATE TABLE app.members (user_id uuid, tenant_id uuid, role text, active boolean NOT NULL DEFAULT true, UNIQUE (user_id, tenant_id));
CREATE TABLE app.teams (id int PRIMARY KEY, tenant_id uuid NOT NULL, lead uuid, hidden boolean NOT NULL DEFAULT false);
ALTER TABLE app.docs ENABLE ROW LEVEL SECURITY; ALTER TABLE app.teams ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON app.teams USING (tenant_id = ${TENANT} OR hidden);
CREATE VIEW app.admins AS SELECT m.user_id, m.tenant_id FROM app.members m WHERE m.role = 'admin' AND m.active;
GRANT SELECT, INSERT, UPDATE, DELETE ON app.docs TO app; GRANT SELECT ON app.members, app.teams, app.admins TO app;
CREATE FUNCTION app.tenant() RETURNS uuid LANGUAGE sql STABLE SET search_path = '' AS $$ SELECT ${TENANT} $$;
CREATE FUNCTION app.tenant_atomic() RETURNS uuid LANGUAGE sql STABLE BEGIN ATOMIC SELECT ${TENANT}; END;
CREATE FUNCTION app.tenant_pl() RETURNS uuid LANGUAGE plpgsql STABLE SET search_path = '' AS $$
  DECLARE t text := current_setting('app.tenant_id', true); BEGIN IF t IS NULL OR t = '' THEN RETURN NULL; END IF; RETURN t::uuid; END $$;
CREATE FUNCTION app.tenant_caught() RETURNS uuid LANGUAGE plpgsql STABLE AS $$
  BEGIN RETURN current_setting('app.tenant_id', true)::uuid; EXCEPTION WHEN OTHERS THEN RETURN NULL; END $$;
CREATE FUNCTION app.tenant_or_other() RETURNS uuid LANGUAGE plpgsql STABLE AS $$
  BEGIN RETURN current_setting('app.tenant_id', true)::uuid; EXCEPTION WHEN OTHERS THEN RETURN '${B}'; END $$;
CREATE FUNCTION app.is_member(x uuid) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = '' AS
  $$ SELECT EXISTS (SELECT 1 FROM app.members m WHERE m.tenant_id = x AND m.user_id = app.tenant()) $$;
CREATE FUNCTION app.member_pl(x uuid) RETURNS boolean LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = app AS $$
  DECLARE r text; BEGIN SELECT m.role INTO r FROM members m WHERE m.tenant_id = x AND m.user_id = app.tenant();
  IF r = 'admin' THEN RETURN true; ELSIF r IS NULL THEN RETURN false; END IF; RETURN x = app.tenant(); END $$;
CREATE FUNCTION app.team_lead(x uuid) RETURNS boolean LANGUAGE sql STABLE SET search_path = '' AS
  $$ SELECT EXISTS (SELECT 1 FROM app.teams t WHERE t.tenant_id = x AND t.lead = app.tenant()) $$;
CREATE FUNCTION app.unpinned(x uuid) RETURNS boolean LANGUAGE sql STABLE AS
  $$ SELECT EXISTS (SELECT 1 FROM app.members m WHERE m.tenant_id = x AND m.user_id = ${TENANT}) $$;
CREATE FUNCTION app.my_tenants() RETURNS SETOF uuid LANGUAGE sql STABLE SECURITY DEFINER SET search_path = '' AS
  $$ SELECT m.tenant_id FROM app.members m WHERE m.user_id = app.tenant() AND m.active $$;
CREATE FUNCTION app.uid() RETURNS uuid LANGUAGE sql STABLE SET search_path = '' AS
  $$ SELECT nullif(nullif(current_setting('request.jwt.claims', true), '')::jsonb ->> 'sub', '')::uuid $$;
CREATE FUNCTION app.jwt() RETURNS jsonb LANGUAGE sql STABLE SET search_path = '' AS
  $$ SELECT nullif(current_setting('request.jwt.claims', true), '')::jsonb $$;
`;

export const ROLES = 'CREATE ROLE app LOGIN; CREATE ROLE grp; GRANT grp TO app;';

export const ROWS: string = `
INSERT INTO app.docs SELECT i, t, o, n, k, b, s, g, m, p, f, f, r, d FROM (
  SELECT row_number() OVER () AS i, * FROM (VALUES ('${A}'::uuid), ('${B}'), (NULL)) a(t), (VALUES ('${A}'::uuid), ('${B}'), (NULL)) o(o),
    (VALUES ('x', 1, true, 'draft'::app.state, '{a}'::text[], '{"k":"v"}'::jsonb, '${A}/x', 1.004, int4range(0, 5), timestamptz '2000-01-01'),
      ('xyzz', 1, true, 'live', '{${B},NULL}', '{"tenant":"${B}","k":null}', '${B}/${A}/x', 2, int4range(5, 9), '2100-01-01'),
      ('', 0, false, 'live', '{NULL}', '{}', '', 0, 'empty', '2100-01-01'), (NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL)) v(n, k, b, s, g, m, p, f, r, d)) q;
INSERT INTO app.members VALUES ('${A}', '${A}', 'admin', true), ('${B}', '${B}', 'user', false), ('${A}', '${B}', 'user', true);
INSERT INTO app.teams VALUES (1, '${A}', '${A}', false), (2, '${B}', '${A}', true), (3, '${B}', '${B}', false);
`;

const CLAIMS = (sub: string): string => JSON.stringify({ sub, tenant_id: B, role: 'admin', app_metadata: { org: B } });

export const SESSIONS: readonly Readonly<Record<string, string>>[] = [
  { 'app.tenant_id': A },
  { 'app.tenant_id': B },
  {
    'app.tenant_id': A,
    'app.other': B,
    'request.jwt.claims': CLAIMS(B),
    'hasura.user': JSON.stringify({ 'x-hasura-user-id': B }),
  },
  { 'app.tenant_id': A, 'app.other': 'true', 'request.jwt.claims': CLAIMS(A) },
  { 'app.tenant_id': '' },
  {},
  { 'app.other': A },
];
