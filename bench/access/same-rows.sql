-- The rows that an inventory has, as plain as psql can have them: no join, no order, no name looked up; what only
-- the server can say of a row (an expression, a definition) is asked of it. A lower bound for a collection.
BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY;
SET LOCAL search_path = '';
COPY (SELECT oid, rolname, rolsuper, rolinherit, rolcreaterole, rolcreatedb, rolcanlogin, rolreplication, rolbypassrls, rolconnlimit, rolvaliduntil FROM pg_catalog.pg_roles) TO STDOUT;
COPY (SELECT roleid, member, grantor, admin_option FROM pg_catalog.pg_auth_members) TO STDOUT;
COPY (SELECT setdatabase, setrole, setconfig FROM pg_catalog.pg_db_role_setting) TO STDOUT;
COPY (SELECT oid, datname, datdba, datacl, datallowconn FROM pg_catalog.pg_database) TO STDOUT;
COPY (SELECT name, setting, unit, category, context, vartype, source, sourcefile, boot_val, reset_val, pending_restart FROM pg_catalog.pg_settings) TO STDOUT;
COPY (SELECT * FROM pg_catalog.pg_hba_file_rules) TO STDOUT;
COPY (SELECT oid, spcname, spcowner, spcacl FROM pg_catalog.pg_tablespace) TO STDOUT;
COPY (SELECT oid, nspname, nspowner, nspacl FROM pg_catalog.pg_namespace) TO STDOUT;
COPY (SELECT oid, relname, relnamespace, relowner, relkind, relacl, relrowsecurity, relforcerowsecurity, relpersistence, reloptions, reltuples, relispopulated
  FROM pg_catalog.pg_class WHERE oid >= 16384 AND relkind IN ('r', 'v', 'm', 'S', 'f', 'p')) TO STDOUT;
COPY (SELECT oid, pg_catalog.pg_get_viewdef(oid) FROM pg_catalog.pg_class WHERE oid >= 16384 AND relkind IN ('v', 'm')) TO STDOUT;
COPY (SELECT objid, refclassid, refobjid, refobjsubid FROM pg_catalog.pg_depend WHERE classid = 'pg_catalog.pg_rewrite'::pg_catalog.regclass) TO STDOUT;
COPY (SELECT inhrelid, inhparent, inhseqno FROM pg_catalog.pg_inherits) TO STDOUT;
COPY (SELECT attrelid, attnum, attname, pg_catalog.format_type(atttypid, atttypmod), attnotnull, atthasdef, attgenerated, attidentity, attcollation, attacl, attislocal
  FROM pg_catalog.pg_attribute WHERE attnum > 0 AND NOT attisdropped
    AND attrelid IN (SELECT oid FROM pg_catalog.pg_class WHERE oid >= 16384 AND relkind IN ('r', 'v', 'm', 'f', 'p'))) TO STDOUT;
COPY (SELECT adrelid, adnum, pg_catalog.pg_get_expr(adbin, adrelid) FROM pg_catalog.pg_attrdef) TO STDOUT;
COPY (SELECT oid, conname, conrelid, contype, conkey, confrelid, confkey, convalidated, conislocal, pg_catalog.pg_get_constraintdef(oid)
  FROM pg_catalog.pg_constraint WHERE oid >= 16384 AND conrelid <> 0) TO STDOUT;
COPY (SELECT indexrelid, indrelid, indisunique, indisprimary, indkey, indnkeyatts, pg_catalog.pg_get_indexdef(indexrelid)
  FROM pg_catalog.pg_index WHERE indrelid IN (SELECT oid FROM pg_catalog.pg_class WHERE oid >= 16384 AND relkind IN ('r', 'm', 'p'))) TO STDOUT;
COPY (SELECT oid, polname, polrelid, polcmd, polpermissive, polroles, pg_catalog.pg_get_expr(polqual, polrelid), pg_catalog.pg_get_expr(polwithcheck, polrelid)
  FROM pg_catalog.pg_policy) TO STDOUT;
COPY (SELECT oid, proname, pronamespace, proowner, proacl, prosecdef, provolatile, proleakproof, prolang, proconfig, prokind, prosrc,
  pg_catalog.oidvectortypes(proargtypes), pg_catalog.pg_get_functiondef(oid) FROM pg_catalog.pg_proc WHERE oid >= 16384 AND prokind <> 'a') TO STDOUT;
COPY (SELECT oid, tgrelid, tgname, tgfoid, tgenabled, pg_catalog.pg_get_triggerdef(oid) FROM pg_catalog.pg_trigger WHERE NOT tgisinternal) TO STDOUT;
COPY (SELECT oid, rulename, ev_class, ev_enabled, pg_catalog.pg_get_ruledef(oid) FROM pg_catalog.pg_rewrite WHERE oid >= 16384 AND rulename <> '_RETURN') TO STDOUT;
COPY (SELECT oid, typname, typnamespace, typowner, typacl FROM pg_catalog.pg_type WHERE oid >= 16384 AND typtype <> 'c' AND typelem = 0) TO STDOUT;
COPY (SELECT oid, defaclrole, defaclnamespace, defaclobjtype, defaclacl FROM pg_catalog.pg_default_acl) TO STDOUT;
COPY (SELECT objoid, classoid, objsubid, description FROM pg_catalog.pg_description WHERE objoid >= 16384) TO STDOUT;
COPY (SELECT oid, lanname, lanowner, lanpltrusted, lanacl FROM pg_catalog.pg_language) TO STDOUT;
COPY (SELECT oid, extname, extowner, extnamespace, extversion FROM pg_catalog.pg_extension) TO STDOUT;
COPY (SELECT * FROM pg_catalog.pg_foreign_server) TO STDOUT;
COPY (SELECT * FROM pg_catalog.pg_foreign_data_wrapper) TO STDOUT;
COPY (SELECT oid, evtname, evtevent, evtowner, evtfoid, evtenabled FROM pg_catalog.pg_event_trigger) TO STDOUT;
COPY (SELECT oid, pubname, pubowner, puballtables FROM pg_catalog.pg_publication) TO STDOUT;
COPY (SELECT oid, subname, subowner FROM pg_catalog.pg_subscription) TO STDOUT;
COPY (SELECT oid, lomowner, lomacl FROM pg_catalog.pg_largeobject_metadata) TO STDOUT;
COPY (SELECT * FROM pg_catalog.pg_seclabels) TO STDOUT;
COMMIT;
