// CREATE TEXT SEARCH CONFIGURATION, DICTIONARY, PARSER, TEMPLATE.
// https://www.postgresql.org/docs/current/catalog-pg-ts-config.html

import type { DefinitionFact } from '../../../inventory/index.js';
import { sql } from '../../../sql/sql.js';
import type { Selection } from '../../select.js';
import { definitionOf } from './definition.js';

const PARSER = sql`pg_catalog.pg_ts_parser`;
const TEMPLATE = sql`pg_catalog.pg_ts_template`;

/** Token names come from the parser itself, which is always C code that a superuser installed. */
const MAPPINGS = sql`(SELECT pg_catalog.array_agg(mapping.command ORDER BY mapping.command COLLATE "C") FROM (
  SELECT pg_catalog.format('ALTER TEXT SEARCH CONFIGURATION %I.%I ADD MAPPING FOR %I WITH %s', n.nspname, o.cfgname, token.alias,
      pg_catalog.string_agg(pg_catalog.format('%I.%I', dn.nspname, d.dictname), ', ' ORDER BY m.mapseqno)) AS command
  FROM pg_catalog.pg_ts_config_map m JOIN pg_catalog.ts_token_type(o.cfgparser) token ON token.tokid = m.maptokentype
  JOIN pg_catalog.pg_ts_dict d ON d.oid = m.mapdict JOIN pg_catalog.pg_namespace dn ON dn.oid = d.dictnamespace
  WHERE m.mapcfg = o.oid GROUP BY token.alias) mapping)`;

export const textSearchConfigurations: Selection<DefinitionFact> = definitionOf('text-search-configuration', {
  catalog: sql`pg_catalog.pg_ts_config`,
  schema: sql`o.cfgnamespace`,
  name: sql`o.cfgname`,
  owner: sql`o.cfgowner`,
  definition: sql`pg_catalog.format('CREATE TEXT SEARCH CONFIGURATION %I.%I (PARSER = %I.%I)', n.nspname, o.cfgname, pn.nspname, p.prsname)`,
  also: MAPPINGS,
  joins: sql`JOIN ${PARSER} p ON p.oid = o.cfgparser JOIN pg_catalog.pg_namespace pn ON pn.oid = p.prsnamespace`,
});

export const textSearchDictionaries: Selection<DefinitionFact> = definitionOf('text-search-dictionary', {
  catalog: sql`pg_catalog.pg_ts_dict`,
  schema: sql`o.dictnamespace`,
  name: sql`o.dictname`,
  owner: sql`o.dictowner`,
  definition: sql`pg_catalog.format('CREATE TEXT SEARCH DICTIONARY %I.%I (TEMPLATE = %I.%I%s)', n.nspname, o.dictname,
    tn.nspname, t.tmplname, ', ' || o.dictinitoption)`,
  joins: sql`JOIN ${TEMPLATE} t ON t.oid = o.dicttemplate JOIN pg_catalog.pg_namespace tn ON tn.oid = t.tmplnamespace`,
});

export const textSearchParsers: Selection<DefinitionFact> = definitionOf('text-search-parser', {
  catalog: PARSER,
  schema: sql`o.prsnamespace`,
  name: sql`o.prsname`,
  definition: sql`pg_catalog.format('CREATE TEXT SEARCH PARSER %I.%I (START = %s, GETTOKEN = %s, END = %s, LEXTYPES = %s%s)',
    n.nspname, o.prsname, o.prsstart, o.prstoken, o.prsend, o.prslextype,
    ', HEADLINE = ' || nullif(o.prsheadline::pg_catalog.text, '-'))`,
});

export const textSearchTemplates: Selection<DefinitionFact> = definitionOf('text-search-template', {
  catalog: TEMPLATE,
  schema: sql`o.tmplnamespace`,
  name: sql`o.tmplname`,
  definition: sql`pg_catalog.format('CREATE TEXT SEARCH TEMPLATE %I.%I (%s)', n.nspname, o.tmplname, pg_catalog.concat_ws(', ',
    'INIT = ' || nullif(o.tmplinit::pg_catalog.text, '-'), 'LEXIZE = ' || o.tmpllexize::pg_catalog.text))`,
});
