// Real policies with the tenant key and carrier that were stated for them (test/isolation/sample.tsv), each put
// alone on its table: on the application's own schema where the corpus has it, else on a table made around the
// expression. Functions that the corpus does not have stay unknown.
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import { createHash } from 'node:crypto';

const shared = process.env.PGRAMPART_SHARED ?? new URL('../../../shared', import.meta.url).pathname;
export const ident = (name) => `"${name.replaceAll('"', '""')}"`;

export const corpora = `${shared}/corpora`;

export function sample() {
  const lines = fs.readFileSync(`${corpora}/policies/policies.tsv`, 'utf8').split('\n');
  const stated = fs
    .readFileSync(new URL('../../test/isolation/sample.tsv', import.meta.url), 'utf8')
    .trim()
    .split('\n')
    .slice(1);
  return stated.map((line) => {
    const [row, sha256, key, carrier, heldOut] = line.split('\t');
    const text = lines[Number(row)] ?? '';
    if (createHash('sha256').update(text).digest('hex').slice(0, 16) !== sha256)
      throw new Error(`row ${row} of the corpus is not the one that was stated`);
    const [source, , table, command, roles, using, check, permissive] = text.split('\t');
    const [name, schema = 'public'] = table.replaceAll('"', '').split('.').reverse();
    return {
      row: Number(row),
      key,
      carrier,
      heldOut: heldOut === 'yes',
      source,
      schema,
      name,
      command,
      roles:
        roles === ''
          ? []
          : roles
              .replaceAll('"', '')
              .split(',')
              .map((each) => each.trim()),
      using,
      check,
      permissive,
    };
  });
}

export function schemaFile(source) {
  const index = fs
    .readFileSync(`${corpora}/schemas/INDEX.tsv`, 'utf8')
    .trim()
    .split('\n')
    .map((line) => line.split('\t'));
  const found = index.find((row) => row[1]?.toLowerCase() === source.toLowerCase());
  const path = found === undefined ? '' : `${corpora}/schemas/${found[0].replace(/\.sql$/u, '')}.sql`;
  return fs.existsSync(path) ? path : null;
}

export const psql = (cluster, database, args, input) =>
  execFileSync(
    'psql',
    ['-X', '-q', '-h', cluster.socketDir, '-p', String(cluster.port), '-U', cluster.superuser, '-d', database, ...args],
    {
      env: { ...process.env, PGPASSWORD: cluster.password.reveal() },
      input,
      stdio: ['pipe', 'pipe', 'pipe'],
      encoding: 'utf8',
      maxBuffer: 1e8,
    },
  );

/** What Supabase's `auth` gives where a schema does not bring it; the corpus names it everywhere. */
export const PRELUDE = `
DO $$ BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname='anon') THEN CREATE ROLE anon; END IF;
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname='authenticated') THEN CREATE ROLE authenticated; END IF;
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname='service_role') THEN CREATE ROLE service_role; END IF;
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname='bench_app') THEN CREATE ROLE bench_app LOGIN; GRANT anon, authenticated TO bench_app; END IF;
END $$;
CREATE SCHEMA IF NOT EXISTS auth; CREATE SCHEMA IF NOT EXISTS storage;
GRANT USAGE ON SCHEMA auth, storage TO PUBLIC;
CREATE OR REPLACE FUNCTION auth.uid() RETURNS uuid LANGUAGE sql STABLE SET search_path='' AS $$ SELECT nullif(nullif(current_setting('request.jwt.claims', true), '')::jsonb ->> 'sub', '')::uuid $$;
CREATE OR REPLACE FUNCTION auth.role() RETURNS text LANGUAGE sql STABLE SET search_path='' AS $$ SELECT nullif(current_setting('request.jwt.claims', true), '')::jsonb ->> 'role' $$;
CREATE OR REPLACE FUNCTION auth.jwt() RETURNS jsonb LANGUAGE sql STABLE SET search_path='' AS $$ SELECT nullif(current_setting('request.jwt.claims', true), '')::jsonb $$;
CREATE OR REPLACE FUNCTION storage.foldername(name text) RETURNS text[] LANGUAGE plpgsql SET search_path='' AS $$ DECLARE parts text[]; BEGIN SELECT string_to_array(name, '/') INTO parts; RETURN parts[1:array_length(parts,1)-1]; END $$;
CREATE TABLE IF NOT EXISTS storage.objects (id uuid PRIMARY KEY DEFAULT gen_random_uuid(), bucket_id text, name text, owner uuid, owner_id text, metadata jsonb);
`;
