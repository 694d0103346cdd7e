import { describe, expect, it } from 'vitest';
import { INVENTED, MD5, SCRAM, told } from '../../../../test/support/file-credentials.js';

describe('the server’s own files', () => {
  it('say how a standby connects, and what the archive’s commands hold', () => {
    const conf = [
      `primary_conninfo = 'host=a user=standby password=${INVENTED} sslmode=require'`,
      `restore_command = 'AWS_SECRET_ACCESS_KEY=${INVENTED} wal-g wal-fetch %f %p'`,
      `archive_command = 'openssl enc -pass pass:${INVENTED} < %p'`,
      "archive_cleanup_command = 'pgbackrest --key=/etc/key'",
      "#primary_conninfo = 'password=old'",
    ].join('\n');
    expect(told('postgresql.auto.conf', conf)).toEqual([
      '1 replication clear standby/- primary_conninfo',
      '2 restore clear -/- restore_command',
      '3 restore clear -/- archive_command',
      '4 restore reference -/- archive_cleanup_command',
    ]);
    expect(told('recovery.conf', "restore_command = 'cp /a/%f %p'\n")).toEqual(['1 restore none -/- restore_command']);
  });
});

describe('files of libpq', () => {
  it('say each entry of a password file, whatever its password holds', () => {
    const text = [
      '# comment',
      `db:5432:replication:standby:${INVENTED}`,
      `db:*:app:api:a\\:b:${INVENTED}`,
      `*:*:*:pgbackrest:${INVENTED}`,
    ].join('\n');
    expect(told('.pgpass', text)).toEqual([
      '2 replication clear standby/replication password file',
      '3 application clear api/app password file',
      '4 restore clear pgbackrest/- password file',
    ]);
  });

  it('say the services with a password', () => {
    const text = `[main]\nhost=db\npassword=${INVENTED}\nuser=api\n[other]\nuser=x\n`;
    expect(told('pg_service.conf', text)).toEqual(['3 application clear api/- password']);
  });
});

describe('tools for backups', () => {
  it('say the keys of the storage', () => {
    const text = [
      '[global]',
      `repo1-s3-key-secret=${INVENTED}`,
      `repo1-cipher-pass=${INVENTED}`,
      'repo1-path=/backups',
    ].join('\n');
    expect(told('pgbackrest.conf', text)).toEqual([
      '2 restore clear -/- repo1-s3-key-secret',
      '3 restore clear -/- repo1-cipher-pass',
    ]);
    expect(told('pgbackrest.conf', '[global]\nrepo1-path=/backups\n')).toEqual(['1 restore none -/- no credential']);
    expect(told('barman.conf', `[main]\nconninfo = host=db user=barman password=${INVENTED}\n`)).toEqual([
      '2 restore clear barman/- conninfo',
    ]);
    const environment = `AWS_SECRET_ACCESS_KEY=${INVENTED}\nWALG_LIBSODIUM_KEY_PATH=/etc/key\nWALG_LIBSODIUM_KEY=${INVENTED}\n`;
    expect(told('wal-g.env', environment)).toEqual([
      '1 restore clear -/- AWS_SECRET_ACCESS_KEY',
      '3 restore clear -/- WALG_LIBSODIUM_KEY',
    ]);
  });
});

describe('poolers', () => {
  it('say each user of an auth_file, in which form', () => {
    const text = `"api" "${INVENTED}"\n"job" "${MD5}"\n"jane" "${SCRAM}"\n"none" ""\n`;
    expect(told('userlist.txt', text)).toEqual([
      '1 pooler clear api/- auth_file',
      '2 pooler verifier job/- auth_file',
      '3 pooler verifier jane/- auth_file',
      '4 pooler none none/- auth_file',
    ]);
  });

  it('say the databases of PgBouncer with a password, and with the file that holds it', () => {
    const text = `[databases]\na = host=h user=u password=${INVENTED}\nb = host=h user=u\n[pgbouncer]\nauth_file = /x\n`;
    expect(told('pgbouncer.ini', text)).toEqual(['2 pooler clear u/a a', '3 pooler reference u/b b']);
  });

  it('say PgCat’s, Odyssey’s and Pgpool’s', () => {
    expect(told('pgcat.toml', `[pools.a.users.0]\nusername = "api"\npassword = "${INVENTED}"\n`)).toEqual([
      '3 pooler clear api/- password',
    ]);
    expect(told('odyssey.conf', `user "api" {\n  storage_password "${INVENTED}"\n}\n`)).toEqual([
      '2 pooler clear -/- storage_password',
    ]);
    expect(told('pgpool.conf', `sr_check_password = '${INVENTED}'\n`)).toEqual([
      '1 pooler clear -/- sr_check_password',
    ]);
  });
});

describe('applications', () => {
  it('say their URLs, also where a password has a slash, an @ or a question mark', () => {
    const url = (password: string): readonly string[] =>
      told('.env', `DATABASE_URL=postgresql://api:${password}@db/app\n`);
    for (const password of [
      INVENTED,
      `12/${INVENTED}`,
      `1@${INVENTED}`,
      `x?${INVENTED}`,
      `${INVENTED}#1`,
      `a,${INVENTED}`,
    ])
      expect(url(password)).toEqual(['1 application clear api/app DATABASE_URL']);
    expect(url('${DB_PASSWORD}')).toEqual(['1 application reference api/app DATABASE_URL']);
    expect(told('a.yml', 'url: postgresql://api:{{ .Values.pw }}@db/app\n')).toEqual([
      '1 application reference api/app url',
    ]);
  });

  it('say their variables', () => {
    expect(told('.env', `DB_HOST=db\nDB_USER=api\nDB_PASSWORD=${INVENTED}\n`)).toEqual([
      '1 application clear api/- DB_*',
    ]);
    expect(told('.env', `POSTGRES_PASSWORD=${INVENTED}\n`)).toEqual(['1 bootstrap clear postgres/- POSTGRES_PASSWORD']);
    expect(told('.env', `POSTGRES_HOST=db\nPOSTGRES_USER=api\nPOSTGRES_PASSWORD=op://vault/x\n`)).toEqual([
      '1 application reference api/- POSTGRES_*',
    ]);
  });
});
