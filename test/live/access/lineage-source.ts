// A column that can be read in every way that lineage knows, by a role for each, and a role that cannot.

export const SETUP: readonly string[] = [
  ...['owner', 'reader', 'viewer', 'caller', 'copyist', 'stored', 'parental', 'nobody'].map(
    (role) => `CREATE ROLE ${role} LOGIN`,
  ),
  'GRANT CREATE ON DATABASE postgres TO owner',
  `SET ROLE owner; CREATE SCHEMA app; GRANT USAGE ON SCHEMA app TO PUBLIC;
   CREATE TABLE app.people (id int, ssn text, tenant int);
   CREATE TABLE app.everybody (id int, ssn text, tenant int); ALTER TABLE app.people INHERIT app.everybody;
   CREATE TABLE app.log (line text);
   CREATE VIEW app.v AS SELECT ssn AS number FROM app.people; CREATE VIEW app.vv AS SELECT number FROM app.v;
   CREATE VIEW app.harmless AS SELECT id FROM app.people;
   CREATE MATERIALIZED VIEW app.m AS SELECT ssn FROM app.people;
   CREATE FUNCTION app.f() RETURNS SETOF text LANGUAGE sql SECURITY DEFINER SET search_path = '' AS 'SELECT ssn FROM app.people';
   CREATE FUNCTION app.copy() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN INSERT INTO app.log VALUES (NEW.ssn); RETURN NEW; END';
   CREATE TRIGGER copy AFTER INSERT ON app.people FOR EACH ROW EXECUTE FUNCTION app.copy();
   REVOKE EXECUTE ON FUNCTION app.f() FROM PUBLIC;
   GRANT SELECT (ssn) ON app.people TO reader; GRANT SELECT ON app.vv TO viewer; GRANT SELECT ON app.harmless TO nobody;
   GRANT EXECUTE ON FUNCTION app.f() TO caller; GRANT SELECT ON app.log TO copyist; GRANT SELECT ON app.m TO stored;
   GRANT SELECT ON app.everybody TO parental;
   INSERT INTO app.people VALUES (1, 'canary', 1); REFRESH MATERIALIZED VIEW app.m`,
  'RESET ROLE; CREATE PUBLICATION p FOR TABLE app.people; CREATE ROLE replica REPLICATION',
];

export const READS: { readonly [role: string]: string } = {
  reader: 'SELECT ssn FROM app.people',
  viewer: 'SELECT number FROM app.vv',
  caller: 'SELECT app.f()',
  copyist: 'SELECT line FROM app.log',
  stored: 'SELECT ssn FROM app.m',
  parental: 'SELECT ssn FROM app.everybody',
};
