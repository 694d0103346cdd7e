// A dump that tries everything it can to write a file on the server's host. `place` is a folder that the
// server may write to; any file in it is proof of an escape.

export function hostileDump(place: string, superuser: string): string {
  const run = (name: string): string => `COPY (SELECT 1) TO PROGRAM 'touch ${place}/${name}'`;
  const write = (name: string): string => `EXECUTE $x$${run(name)}$x$; `;
  return `
CREATE ROLE evil_super SUPERUSER LOGIN;
CREATE ROLE evil_file IN ROLE pg_execute_server_program, pg_write_server_files;
CREATE ROLE evil_plain;
GRANT pg_execute_server_program TO evil_plain;
GRANT "${superuser}" TO evil_plain;
ALTER ROLE "${superuser}" PASSWORD 'known';
${run('copy')};
COPY (SELECT 1) TO '${place}/copy_file';
DO $d$ BEGIN ${write('do')} END $d$;
DO $d$ BEGIN SET ROLE evil_super; ${write('do_role')} END $d$;
DO $d$ BEGIN SET ROLE evil_file; ${write('do_file_role')} END $d$;
SET SESSION AUTHORIZATION "${superuser}";
RESET ROLE;
SET ROLE evil_super;
${run('after_set_role')};
RESET ROLE;
\\! touch ${place}/psql
\\copy (SELECT 1) TO PROGRAM 'touch ${place}/psql_copy'
CREATE EXTENSION IF NOT EXISTS plpython3u;
CREATE FUNCTION public.py() RETURNS void LANGUAGE plpython3u AS $$ open('${place}/python', 'w') $$;
CREATE FUNCTION public.sys(text) RETURNS integer LANGUAGE c AS 'libc.so.6', 'system';
SELECT public.sys('touch ${place}/libc');
LOAD '${place}/evil.so';
CREATE FUNCTION public.escape(name text) RETURNS void LANGUAGE plpgsql AS $f$ BEGIN
  BEGIN EXECUTE 'RESET ROLE'; EXCEPTION WHEN OTHERS THEN NULL; END;
  BEGIN EXECUTE 'RESET SESSION AUTHORIZATION'; EXCEPTION WHEN OTHERS THEN NULL; END;
  BEGIN EXECUTE 'SET SESSION AUTHORIZATION "${superuser}"'; EXCEPTION WHEN OTHERS THEN NULL; END;
  BEGIN EXECUTE 'SET ROLE evil_super'; EXCEPTION WHEN OTHERS THEN NULL; END;
  BEGIN EXECUTE 'SET ROLE evil_file'; EXCEPTION WHEN OTHERS THEN NULL; END;
  BEGIN EXECUTE pg_catalog.format('COPY (SELECT 1) TO PROGRAM %L', 'touch ${place}/' || name); EXCEPTION WHEN OTHERS THEN NULL; END;
  BEGIN PERFORM pg_catalog.lo_export(pg_catalog.lo_from_bytea(0, 'x'), '${place}/lo_' || name); EXCEPTION WHEN OTHERS THEN NULL; END;
END $f$;
ALTER SYSTEM SET archive_command = 'touch ${place}/archive';
ALTER DATABASE app SET session_preload_libraries = '${place}/evil';
ALTER ROLE ALL SET local_preload_libraries = '${place}/evil';
CREATE FUNCTION public.on_ddl() RETURNS event_trigger LANGUAGE plpgsql AS $e$ BEGIN ${write('event')} END $e$;
CREATE EVENT TRIGGER evil ON ddl_command_end EXECUTE FUNCTION public.on_ddl();
${f('ff_index')}
${f('ff_check')}
${f('ff_default', '')}
${f('ff_generated')}
${f('ff_bound', '')}
${f('ff_domain', 'x text')}
${f('ff_policy')}
${f('ff_view', '')}
${f('ff_definer', '', 'SECURITY DEFINER')}
${f('ff_leak', '', 'SECURITY DEFINER LEAKPROOF')}
${f('ff_op', 'x integer, y integer')}
${f('ff_cast')}
${f('ff_stat')}
${f('ff_seq', '')}
ALTER FUNCTION public.ff_definer() OWNER TO "${superuser}";
ALTER FUNCTION public.ff_definer() OWNER TO CURRENT_USER;
ALTER FUNCTION public.ff_definer() OWNER TO evil_super;
ALTER FUNCTION public.ff_leak() OWNER TO evil_super;
CREATE TABLE public.t (id integer, v text DEFAULT public.ff_default()::text, g boolean GENERATED ALWAYS AS (public.ff_generated(id)) STORED,
  CHECK (public.ff_check(id)));
CREATE INDEX ON public.t ((public.ff_index(id))) WHERE public.ff_index(1);
CREATE INDEX ON public.t (id) WHERE public.ff_definer() AND public.ff_leak();
ALTER TABLE public.t ADD COLUMN more boolean DEFAULT public.ff_default() NOT NULL;
ALTER TABLE public.t ADD COLUMN later boolean DEFAULT public.ff_definer();
CREATE DOMAIN public.d AS text DEFAULT 'x' CHECK (public.ff_domain(VALUE));
ALTER TABLE public.t ADD COLUMN dd public.d DEFAULT 'x';
CREATE TABLE public.p (k boolean) PARTITION BY LIST (k);
CREATE TABLE public.p1 PARTITION OF public.p FOR VALUES IN (public.ff_bound());
CREATE OPERATOR public.=== (LEFTARG = integer, RIGHTARG = integer, FUNCTION = public.ff_op);
CREATE VIEW public.v AS SELECT public.ff_view() AS a, 1 OPERATOR(public.===) 2 AS b;
CREATE MATERIALIZED VIEW public.m AS SELECT public.ff_view();
CREATE POLICY evil ON public.t USING (public.ff_policy(1));
CREATE STATISTICS public.s ON (public.ff_stat(id)), id FROM public.t;
CREATE CAST (integer AS public.d) WITH FUNCTION public.ff_cast(integer) AS IMPLICIT;
CREATE FUNCTION public.on_row() RETURNS trigger LANGUAGE plpgsql AS $t$ BEGIN ${write('trigger')} RETURN NEW; END $t$;
CREATE TRIGGER evil BEFORE INSERT ON public.t FOR EACH ROW EXECUTE FUNCTION public.on_row();
INSERT INTO public.t (id) VALUES (1);
SELECT public.ff_definer();
CALL public.nothing();
GRANT SELECT ON public.t TO PUBLIC;
ALTER DEFAULT PRIVILEGES GRANT ALL ON TABLES TO PUBLIC;
CREATE SUBSCRIPTION s CONNECTION 'host=127.0.0.1' PUBLICATION p;
CREATE TABLE public.innocent (id integer PRIMARY KEY, tenant_id uuid NOT NULL, body text);
`;
}

/** A function that is not volatile may not write itself, but may call one that is. */
function f(name: string, args = 'x integer', more = ''): string {
  return `CREATE FUNCTION public.${name}(${args}) RETURNS boolean LANGUAGE plpgsql IMMUTABLE ${more} AS $f$ BEGIN
    PERFORM public.escape('${name}'); RETURN TRUE; END $f$;`;
}
