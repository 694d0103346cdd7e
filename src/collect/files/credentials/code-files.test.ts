import { describe, expect, it } from 'vitest';
import { INVENTED, MD5, SCRAM, told } from '../../../../test/support/file-credentials.js';

describe('SQL', () => {
  it('says roles with a password in clear, a verifier, a variable and none', () => {
    const sql = [
      `CREATE ROLE api LOGIN PASSWORD '${INVENTED}';`,
      `ALTER USER "Odd ""Name" WITH ENCRYPTED PASSWORD '${MD5}';`,
      `CREATE USER worker PASSWORD '${SCRAM}';`,
      `ALTER ROLE jane PASSWORD :'jane_password';`,
      'ALTER ROLE bob PASSWORD NULL;',
      `-- CREATE ROLE ghost PASSWORD '${INVENTED}';`,
      'CREATE TABLE users (password text);',
    ].join('\n');
    expect(told('init.sql', sql)).toEqual([
      '1 bootstrap clear api/- PASSWORD of a role',
      '2 bootstrap verifier Odd "Name/- PASSWORD of a role',
      '3 bootstrap verifier worker/- PASSWORD of a role',
      '4 bootstrap reference jane/- PASSWORD of a role',
      '5 bootstrap none bob/- PASSWORD of a role',
    ]);
  });

  it('finds it in a block, behind COPY data and in what a block executes', () => {
    const sql = [
      'COPY t FROM stdin;',
      "it's a row",
      '\\.',
      'DO $$',
      'BEGIN',
      `  CREATE ROLE api PASSWORD '${INVENTED}';`,
      `  EXECUTE 'ALTER ROLE worker PASSWORD ''${INVENTED}''';`,
      'END $$;',
    ].join('\n');
    expect(told('schema.sql', sql)).toEqual([
      '6 bootstrap clear api/- PASSWORD of a role',
      '7 bootstrap clear worker/- PASSWORD of a role',
    ]);
  });

  it('says subscriptions and user mappings', () => {
    const sql = [
      `CREATE SUBSCRIPTION s CONNECTION 'host=a user=r dbname=d password=${INVENTED}' PUBLICATION p;`,
      "CREATE SUBSCRIPTION t CONNECTION 'host=a user=r passfile=/etc/pgpass' PUBLICATION p;",
      `CREATE USER MAPPING FOR api SERVER far OPTIONS (user 'x', password '${INVENTED}');`,
    ].join('\n');
    expect(told('links.sql', sql)).toEqual([
      '1 replication clear r/d subscription s',
      '2 replication reference r/- subscription t',
      '3 bootstrap clear -/- CREATE USER MAPPING',
    ]);
  });
});

describe('scripts and images', () => {
  it('say variables, connection strings and SQL handed to psql', () => {
    const script = [
      '#!/bin/sh',
      `PGUSER=boss PGPASSWORD='${INVENTED}' psql -h db`,
      `psql "postgresql://api:${INVENTED}@db/app"`,
      `psql "host=db user=api password=${INVENTED}"`,
      'psql <<EOSQL',
      `  CREATE USER web PASSWORD '${INVENTED}';`,
      `  CREATE USER job PASSWORD '$JOB_PASSWORD';`,
      'EOSQL',
    ].join('\n');
    expect(told('init.sh', script)).toEqual([
      '2 bootstrap clear boss/- PG*',
      '3 bootstrap clear api/app url',
      '4 bootstrap clear api/- conninfo',
      '6 bootstrap clear web/- PASSWORD of a role',
      '7 bootstrap reference job/- PASSWORD of a role',
    ]);
    expect(told('init.sh', 'export PGPASSWORD="$(cat /run/secrets/pw)"\n')).toEqual(['1 bootstrap reference -/- PG*']);
    expect(told('Dockerfile', `FROM postgres:18\nENV POSTGRES_PASSWORD=${INVENTED} POSTGRES_DB=app\n`)).toEqual([
      '2 bootstrap clear postgres/app POSTGRES_PASSWORD',
    ]);
    expect(told('Dockerfile', `ENV POSTGRES_PASSWORD ${INVENTED}\n`)).toEqual([
      '1 bootstrap clear postgres/- POSTGRES_PASSWORD',
    ]);
  });
});

describe('Terraform', () => {
  it('says literals and expressions, of PostgreSQL alone', () => {
    const text = [
      'resource "aws_db_instance" "main" {',
      '  username = "boss"',
      `  password = "${INVENTED}"`,
      '}',
      'resource "google_sql_user" "api" {',
      '  name     = "api"',
      '  password = random_password.api.result',
      '}',
      'resource "aws_elasticache_user" "x" {',
      `  password = "${INVENTED}"`,
      '}',
      'variable "db_password" {',
      `  default = "${INVENTED}"`,
      '}',
    ].join('\n');
    expect(told('main.tf', text)).toEqual([
      '3 bootstrap clear boss/- aws_db_instance.main.password',
      '7 bootstrap reference api/- google_sql_user.api.password',
      '13 bootstrap clear -/- db_password.default',
    ]);
  });
});
