import { describe, expect, it } from 'vitest';
import { INVENTED, told } from '../../../../test/support/file-credentials.js';

describe('Compose', () => {
  it('says the superuser’s password in a map, a list, a default and a reference', () => {
    const service = (environment: string): string =>
      `services:\n  db:\n    image: postgres:18\n    environment:\n${environment}`;
    expect(told('docker-compose.yml', service(`      POSTGRES_PASSWORD: ${INVENTED}\n`))).toEqual([
      '5 bootstrap clear postgres/- POSTGRES_PASSWORD',
    ]);
    expect(
      told('compose.yaml', service(`      - POSTGRES_USER=boss\n      - POSTGRES_PASSWORD=${INVENTED}\n`)),
    ).toEqual(['6 bootstrap clear boss/- POSTGRES_PASSWORD']);
    expect(told('compose.yaml', service(`      POSTGRES_PASSWORD: \${PW:-${INVENTED}}\n`))).toEqual([
      '5 bootstrap clear postgres/- POSTGRES_PASSWORD',
    ]);
    expect(told('compose.yaml', service('      POSTGRES_PASSWORD: ${PW}\n'))).toEqual([
      '5 bootstrap reference postgres/- POSTGRES_PASSWORD',
    ]);
    expect(told('compose.yaml', service('      POSTGRES_PASSWORD_FILE: /run/secrets/pw\n'))).toEqual([
      '5 bootstrap reference postgres/- POSTGRES_PASSWORD_FILE',
    ]);
  });

  it('that holds none has been read all the same', () => {
    expect(told('compose.yaml', 'services:\n  db:\n    image: postgres:18\n')).toEqual([
      '1 bootstrap none -/- no credential',
    ]);
  });
});

describe('Kubernetes', () => {
  it('says the value of a variable, and that another one comes from a Secret', () => {
    const pod = [
      'kind: Pod',
      'spec:',
      '  containers:',
      '    - env:',
      '        - name: PGUSER',
      '          value: api',
      '        - name: PGPASSWORD',
      `          value: "${INVENTED}"`,
      '    - env:',
      '        - name: PGPASSWORD',
      '          valueFrom:',
      '            secretKeyRef: { name: api, key: password }',
    ].join('\n');
    expect(told('app.yaml', pod)).toEqual(['6 application clear api/- PG*', '11 application reference -/- PG*']);
  });

  it('says what a Secret holds: base64 hides nothing', () => {
    const secret = (data: string): string => `apiVersion: v1\nkind: Secret\nmetadata:\n  name: api-db\n${data}`;
    const encoded = Buffer.from(INVENTED).toString('base64');
    expect(told('s.yaml', secret(`data:\n  username: YXBp\n  password: ${encoded}\n`))).toEqual([
      '7 application clear api/- Secret api-db: password',
    ]);
    expect(told('s.yaml', secret(`stringData:\n  password: ${INVENTED}\n`))).toEqual([
      '6 application clear -/- Secret api-db: password',
    ]);
    expect(told('s.yaml', secret('stringData:\n  password: ENC[AES256_GCM,data:x]\n'))).toEqual([
      '6 application reference -/- Secret api-db: password',
    ]);
  });

  it('says what a CloudNativePG cluster refers to, and what it holds in clear', () => {
    const cluster = [
      'apiVersion: postgresql.cnpg.io/v1',
      'kind: Cluster',
      'metadata: { name: main }',
      'spec:',
      '  superuserSecret:',
      '    name: boss',
      '  bootstrap:',
      '    initdb:',
      '      owner: app_owner',
      '      database: app',
      '      secret:',
      '        name: app-owner',
      '  externalClusters:',
      '    - name: origin',
      '      connectionParameters:',
      '        user: streaming_replica',
      `        password: ${INVENTED}`,
      '      password: { name: origin, key: password }',
    ].join('\n');
    expect(told('cluster.yaml', cluster)).toEqual([
      '6 bootstrap reference postgres/- spec.superuserSecret',
      '12 bootstrap reference app_owner/app spec.bootstrap.initdb.secret',
      '17 replication clear streaming_replica/- spec.externalClusters.connectionParameters.password',
      '18 replication reference -/- spec.externalClusters.password',
    ]);
  });

  it('says the owner of each reference, and what stands in files and statements inside', () => {
    const text = [
      'apiVersion: v1',
      'kind: List',
      'items:',
      '  - apiVersion: postgresql.cnpg.io/v1',
      '    kind: Cluster',
      '    spec:',
      '      managed:',
      '        roles:',
      '          - name: api',
      '            passwordSecret: { name: s1 }',
      '          - name: job',
      '            passwordSecret: { name: s2 }',
      '      bootstrap:',
      '        initdb:',
      '          postInitSQL:',
      `            - CREATE ROLE web PASSWORD '${INVENTED}'`,
      '  - apiVersion: v1',
      '    kind: ConfigMap',
      '    data:',
      '      init.sql: |',
      '        SELECT 1;',
      `        CREATE ROLE x PASSWORD '${INVENTED}';`,
      '      userlist.txt: |',
      `        "y" "${INVENTED}"`,
    ].join('\n');
    expect(told('all.yaml', text)).toEqual([
      '10 bootstrap reference api/- spec.managed.roles.passwordSecret',
      '12 bootstrap reference job/- spec.managed.roles.passwordSecret',
      '16 bootstrap clear web/- init.sql: PASSWORD of a role',
      '22 bootstrap clear x/- init.sql: PASSWORD of a role',
      '24 pooler clear y/- userlist.txt: auth_file',
    ]);
  });

  it('says a storage key in a Zalando and a Crunchy resource', () => {
    const zalando = `apiVersion: acid.zalan.do/v1\nkind: postgresql\nspec:\n  clone:\n    s3_secret_access_key: ${INVENTED}\n`;
    expect(told('pg.yaml', zalando)).toContain('5 restore clear -/- spec.clone.s3_secret_access_key');
    const crunchy = [
      'apiVersion: postgres-operator.crunchydata.com/v1beta1',
      'kind: PostgresCluster',
      'spec:',
      '  backups:',
      '    pgbackrest:',
      '      global:',
      `        repo1-s3-key-secret: ${INVENTED}`,
    ].join('\n');
    expect(told('pg.yaml', crunchy)).toContain(
      '7 restore clear -/- spec.backups.pgbackrest.global.repo1-s3-key-secret',
    );
  });
});

describe('Helm values', () => {
  it('are read where they speak of PostgreSQL, and nowhere else', () => {
    const values = [
      'postgresql:',
      '  auth:',
      '    username: app',
      `    password: ${INVENTED}`,
      `    postgresPassword: ${INVENTED}`,
      'redis:',
      `  password: ${INVENTED}`,
    ].join('\n');
    expect(told('values.yaml', values)).toEqual([
      '4 bootstrap clear app/- postgresql.auth.password',
      '5 bootstrap clear postgres/- postgresql.auth.postgresPassword',
    ]);
    expect(told('values.yaml', 'postgresql:\n  auth:\n    existingSecret: db\n')).toEqual([
      '3 bootstrap reference -/- postgresql.auth.existingSecret',
    ]);
  });
});
