// A table for every channel: one that leaks, one that is safe.

const POLICY = `(tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid)`;

const TENANT_1 = '00000000-0000-4000-8000-000000000001';
const TENANT = (name: string, forced = false): string => `
CREATE TABLE app.${name} (id bigint GENERATED ALWAYS AS IDENTITY, tenant_id uuid NOT NULL, body text);
ALTER TABLE app.${name} OWNER TO keeper; ALTER TABLE app.${name} ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON app.${name} USING ${POLICY};${forced ? `ALTER TABLE app.${name} FORCE ROW LEVEL SECURITY;` : ''}`;
const DEFINER = (name: string, returns: string, body: string, language = 'sql'): string =>
  `CREATE FUNCTION app.${name} RETURNS ${returns} LANGUAGE ${language} SECURITY DEFINER SET search_path = '' AS $f$${body}$f$; ALTER FUNCTION app.${name} OWNER TO keeper;`;

// Through views: who is named in them, who writes through them, who may ask a function first.
const VIEWS = `
${TENANT('who')}${TENANT('loose_writes')}${TENANT('bound_writes', true)}${TENANT('checked')}${TENANT('hidden_by_where')}${TENANT('filled')}
SET ROLE keeper;
CREATE VIEW app.who_view AS SELECT body FROM app.who WHERE current_user = 'app';
CREATE VIEW app.loose_writes_view AS SELECT tenant_id, body FROM app.loose_writes;
CREATE VIEW app.bound_writes_view AS SELECT tenant_id, body FROM app.bound_writes;
CREATE VIEW app.checked_view WITH (security_barrier = true) AS SELECT tenant_id, body FROM app.checked WHERE ${POLICY} WITH CASCADED CHECK OPTION;
CREATE VIEW app.checked_list AS SELECT DISTINCT body FROM app.checked;
CREATE VIEW app.hidden_by_where_view AS SELECT tenant_id, body FROM app.hidden_by_where WHERE ${POLICY};
CREATE FUNCTION app.all_filled() RETURNS SETOF text LANGUAGE sql SET search_path = '' AS 'SELECT body FROM app.filled';
CREATE MATERIALIZED VIEW app.filled_mv AS SELECT f FROM app.all_filled() f;
GRANT SELECT ON app.who_view, app.filled_mv TO app;
GRANT SELECT, INSERT, UPDATE, DELETE ON app.loose_writes_view, app.bound_writes_view, app.checked_view, app.hidden_by_where_view TO app;
GRANT INSERT, UPDATE, DELETE ON app.checked_list TO app;
RESET ROLE;`;

// Code that is not told by its name: calls of calls, dynamic SQL, loops, other languages, copies of copies.
const CODE = `
${TENANT('called')}${TENANT('dynamic')}${TENANT('looped')}${TENANT('strange')}${TENANT('calm', true)}${TENANT('kept')}${TENANT('kept_copy', true)}
${TENANT('given')}${TENANT('given_copy', true)}${TENANT('shown')}${TENANT('deep')}${TENANT('ruled')}
${DEFINER('inner_called()', 'SETOF text', 'SELECT body FROM app.called')} REVOKE EXECUTE ON FUNCTION app.inner_called() FROM PUBLIC;
${DEFINER('outer_called()', 'SETOF text', 'SELECT * FROM app.inner_called()')}
${DEFINER('run_dynamic()', 'SETOF text', `BEGIN RETURN QUERY EXECUTE 'SELECT body FROM app.dyn' || 'amic'; END`, 'plpgsql')}
${DEFINER('loop_all()', 'SETOF text', 'DECLARE r record; BEGIN FOR r IN SELECT body FROM app.looped LOOP RETURN NEXT r.body; END LOOP; END', 'plpgsql')}
${DEFINER('loop_calm()', 'SETOF text', 'DECLARE r record; BEGIN FOR r IN SELECT body FROM app.calm LOOP RETURN NEXT r.body; END LOOP; END', 'plpgsql')}
${DEFINER('commented()', 'text', `SELECT 'nothing of app.called'::text -- app.strange`)}
CREATE FUNCTION app.in_c() RETURNS text LANGUAGE internal SECURITY DEFINER AS 'pgsql_version';
CREATE ROLE caller LOGIN; REVOKE EXECUTE ON FUNCTION app.in_c(), app.run_dynamic(), app.loop_all(), app.loop_calm() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.in_c(), app.run_dynamic(), app.loop_all(), app.loop_calm() TO caller;
GRANT USAGE ON SCHEMA app TO PUBLIC;
SET ROLE keeper;
CREATE TABLE app.notes (what text); CREATE TABLE app.secret_notes (what text); CREATE VIEW app.note_list AS SELECT what FROM app.secret_notes;
CREATE TABLE app.rule_notes (what text);
GRANT SELECT ON app.notes, app.note_list, app.kept_copy, app.given_copy, app.rule_notes TO app;
RESET ROLE;
CREATE FUNCTION app.keep() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = ''
  AS 'BEGIN INSERT INTO app.kept_copy (tenant_id, body) VALUES (NEW.tenant_id, NEW.body); RETURN NEW; END';
CREATE FUNCTION app.give() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = ''
  AS $$ BEGIN INSERT INTO app.given_copy (tenant_id, body) VALUES ('${TENANT_1}', NEW.body); RETURN NEW; END $$;
CREATE FUNCTION app.note() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = ''
  AS 'BEGIN INSERT INTO app.secret_notes VALUES (NEW.body || NEW.tenant_id); RETURN NEW; END';
CREATE FUNCTION app.write_note(t text) RETURNS void LANGUAGE sql SECURITY DEFINER SET search_path = '' AS 'INSERT INTO app.notes VALUES (t)';
CREATE FUNCTION app.note_deep() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = ''
  AS 'BEGIN PERFORM app.write_note(NEW.tenant_id::text); RETURN NEW; END';
CREATE TRIGGER copy AFTER INSERT ON app.kept FOR EACH ROW EXECUTE FUNCTION app.keep();
CREATE TRIGGER copy AFTER INSERT ON app.given FOR EACH ROW EXECUTE FUNCTION app.give();
CREATE TRIGGER copy AFTER INSERT ON app.shown FOR EACH ROW EXECUTE FUNCTION app.note();
CREATE TRIGGER copy AFTER INSERT ON app.deep FOR EACH ROW EXECUTE FUNCTION app.note_deep();
CREATE RULE copy AS ON INSERT TO app.ruled DO ALSO INSERT INTO app.rule_notes VALUES (NEW.tenant_id::text);
`;

// Roles that one may become, and tables beside the table.
const ROLES = `
CREATE ROLE hopper LOGIN; GRANT keeper TO hopper; CREATE ROLE seer BYPASSRLS; CREATE ROLE jumper LOGIN; GRANT seer TO jumper;
GRANT USAGE ON SCHEMA app TO seer, jumper; GRANT SELECT ON app.safe TO seer;
CREATE FOREIGN DATA WRAPPER nowhere; CREATE SERVER far FOREIGN DATA WRAPPER nowhere;
CREATE FOREIGN TABLE app.far_rows (tenant_id uuid, body text) SERVER far; GRANT SELECT ON app.far_rows TO app;
CREATE FOREIGN TABLE app.far_away (tenant_id uuid, body text) SERVER far;
${TENANT('family')} CREATE TABLE app.family_child () INHERITS (app.family); CREATE TABLE app.family_kept () INHERITS (app.family);
GRANT SELECT ON app.family, app.family_child TO app;
CREATE TABLE app.safe_child (tenant_id uuid, safe_id uuid, FOREIGN KEY (tenant_id, safe_id) REFERENCES app.safe (tenant_id, id));
GRANT INSERT ON app.safe_child TO app;
`;

export const CHANNELS_SCHEMA: string = `
CREATE ROLE keeper; CREATE ROLE app LOGIN; CREATE ROLE other LOGIN; CREATE ROLE grp; GRANT grp TO app;
CREATE SCHEMA app AUTHORIZATION keeper; GRANT USAGE ON SCHEMA app TO app, other;
SET ROLE keeper;
CREATE TABLE app.safe (id uuid DEFAULT gen_random_uuid(), tenant_id uuid NOT NULL, body text, PRIMARY KEY (tenant_id, id));
CREATE TABLE app.open (id serial PRIMARY KEY, tenant_id uuid NOT NULL, body text, shared boolean NOT NULL DEFAULT false);
CREATE TABLE app.parted (tenant_id uuid NOT NULL, body text) PARTITION BY LIST (body);
CREATE TABLE app.parted_all PARTITION OF app.parted DEFAULT;
ALTER TABLE app.safe ENABLE ROW LEVEL SECURITY; ALTER TABLE app.safe FORCE ROW LEVEL SECURITY;
ALTER TABLE app.open ENABLE ROW LEVEL SECURITY; ALTER TABLE app.parted ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON app.safe USING ${POLICY};
CREATE POLICY own ON app.open USING ${POLICY};
CREATE POLICY shared ON app.open FOR SELECT TO grp USING (shared);
CREATE POLICY own ON app.parted USING ${POLICY};
GRANT SELECT, INSERT, UPDATE, DELETE ON app.safe, app.open, app.parted, app.parted_all TO app;
GRANT TRUNCATE ON app.parted_all TO app;
GRANT SELECT ON SEQUENCE app.open_id_seq TO app;
CREATE VIEW app.safe_view AS SELECT id, body FROM app.safe;
CREATE VIEW app.open_view AS SELECT id, body FROM app.open;
CREATE VIEW app.open_chain AS SELECT body FROM app.open_view;
CREATE VIEW app.invoker_view WITH (security_invoker = true) AS SELECT id, body FROM app.safe;
CREATE MATERIALIZED VIEW app.open_mv AS SELECT count(*) AS n FROM app.open;
CREATE MATERIALIZED VIEW app.safe_mv AS SELECT count(*) AS n FROM app.safe;
GRANT SELECT ON app.safe_view, app.open_view, app.open_chain, app.invoker_view, app.open_mv TO app;
CREATE FUNCTION app.all_open() RETURNS SETOF text LANGUAGE sql SECURITY DEFINER SET search_path = '' AS 'SELECT body FROM app.open';
CREATE FUNCTION app.my_safe() RETURNS SETOF text LANGUAGE sql SECURITY DEFINER SET search_path = ''
  AS $$ SELECT body FROM app.safe WHERE tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid $$;
CREATE TABLE app.audit (what text); CREATE TABLE app.hidden (what text); GRANT SELECT ON app.audit TO app;
CREATE FUNCTION app.log_open() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = ''
  AS 'BEGIN INSERT INTO app.audit VALUES (NEW.tenant_id::text); RETURN NEW; END';
CREATE FUNCTION app.log_safe() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = ''
  AS 'BEGIN INSERT INTO app.hidden VALUES (NEW.tenant_id::text); RETURN NEW; END';
CREATE TRIGGER copy AFTER INSERT ON app.open FOR EACH ROW EXECUTE FUNCTION app.log_open();
CREATE TRIGGER copy AFTER INSERT ON app.safe FOR EACH ROW EXECUTE FUNCTION app.log_safe();
CREATE RULE copy AS ON INSERT TO app.parted DO ALSO INSERT INTO app.hidden VALUES (NEW.body);
CREATE TABLE app.children (open_id int REFERENCES app.open (id)); GRANT INSERT ON app.children TO app;
CREATE TABLE app.locked_members (user_id uuid, tenant_id uuid); CREATE TABLE app.loose_members (user_id uuid, tenant_id uuid);
CREATE TABLE app.locked (org_id uuid, body text); CREATE TABLE app.loose (org_id uuid, body text);
ALTER TABLE app.locked ENABLE ROW LEVEL SECURITY; ALTER TABLE app.loose ENABLE ROW LEVEL SECURITY;
CREATE POLICY members ON app.locked USING (org_id IN (SELECT m.tenant_id FROM app.locked_members m WHERE m.user_id = nullif(current_setting('app.user_id', true), '')::uuid));
CREATE POLICY members ON app.loose USING (org_id IN (SELECT m.tenant_id FROM app.loose_members m WHERE m.user_id = nullif(current_setting('app.user_id', true), '')::uuid));
GRANT SELECT ON app.locked, app.loose, app.locked_members TO app; GRANT SELECT, INSERT ON app.loose_members TO app;
RESET ROLE;
CREATE PUBLICATION everything FOR TABLE app.open;
CREATE ROLE copier LOGIN REPLICATION; GRANT USAGE ON SCHEMA app TO copier;
${VIEWS}${CODE}${ROLES}`;
