// What is taken there and back: a schema of the corpus with documents of our own, or the clinic with its own
// documents and its own bad configuration. Only the places of certificate and key are those of the server at hand.

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Inventory } from '../../src/inventory/index.js';
import type { ServerWish } from '../../src/proof/scratch/index.js';
import { readDescription, descriptionFolder } from './description.js';
import { writeDocuments } from './documents.js';
import type { DocumentText } from './markdown.js';
import type { OwnServer } from './own-server.js';
import { DATABASE, loadInto } from './source.js';

export interface Subject {
  readonly name: string;
  readonly database: string;
  readonly wish: ServerWish;
  /** Answers how many statements the server refused. */
  readonly load: (server: OwnServer) => Promise<number>;
  readonly documents: (inventory: Inventory, tlsFolder: string) => Promise<readonly DocumentText[]>;
}

/** `folder`: where the corpus lies. */
export function schemaSubject(name: string, folder: string, wish: ServerWish): Subject {
  return {
    name,
    database: DATABASE,
    wish,
    load: async ({ target }) => (await loadInto(target, join(folder, `${name}.sql`), DATABASE)).length,
    documents: async (inventory, tlsFolder) => {
      const database = inventory.databases.find((each) => each.name === DATABASE);
      if (database === undefined) throw new Error(`the inventory has no database ${DATABASE}`);
      return writeDocuments(name, await readDescription(descriptionFolder(), name), database, { tlsFolder });
    },
  };
}

/** `folder`: examples/clinic. */
export function clinicSubject(folder: string, wish: ServerWish): Subject {
  const text = (file: string): string => readFileSync(join(folder, file), 'utf8');
  const docs = join(folder, 'docs');
  return {
    name: 'the clinic',
    database: 'clinic',
    wish,
    load: async ({ target, configure }) => {
      const refused = await loadInto(target, join(folder, 'schema.sql'), 'clinic');
      const settings = text('postgresql.conf').replaceAll(/^(listen_addresses|port) = .*$/gmu, '');
      await configure({ hba: text('pg_hba.conf'), ident: text('pg_ident.conf'), settings });
      return refused.length;
    },
    documents: async (_inventory, tlsFolder) =>
      readdirSync(docs).map((name) => ({
        name,
        text: readFileSync(join(docs, name), 'utf8').replaceAll('/etc/clinic/tls', tlsFolder),
      })),
  };
}
