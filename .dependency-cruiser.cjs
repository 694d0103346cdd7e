// The rooms of src/ and the arrows between them (docs/ARCHITECTURE.md): a room imports only from the rooms listed here.
// Each rule says why, because the reason is what a later change has to argue with.
'use strict';

const words = (text) => text.split(' ').filter((word) => word !== '');

const belowProof =
  'core sql pg classify inventory intent access isolation demand attack substrate controls session wire collect plan apply';

/** room: [rooms it may import from, why the wall stands there] */
const rooms = {
  core: ['', 'core is the bottom: it must be usable without knowing PostgreSQL.'],
  sql: ['core', 'Quoting and parsing are trusted by everybody, so they depend on nobody.'],
  pg: ['core sql', 'The vocabulary of PostgreSQL must not know what we do with it.'],
  classify: ['core pg', 'What a name looks like is decided from the name, not from a database or a document.'],
  inventory: ['core sql pg', 'The inventory is what was read; it must not know the reader or the judge.'],
  intent: [
    'core pg classify inventory',
    'Documents say what is wanted; how it is checked or built must not colour the reading.',
  ],
  access: ['core sql pg inventory', 'Who can do what follows from the catalog alone, never from what we wish.'],
  isolation: ['core sql pg inventory access', 'A verdict on a policy is a proof about the catalog; proof/ replays it.'],
  demand: ['core sql pg', 'A demand is a fact, not a statement: it must not know plans or findings.'],
  attack: ['core sql pg', 'An attack specification is pure data; only proof/ runs it.'],
  substrate: ['core pg demand', 'A platform is described by what it can do with a demand.'],
  checks: [
    'core sql pg intent inventory access isolation demand',
    'A check looks at facts; it must not see plans, sessions or controls, or it would judge its own remedy.',
  ],
  controls: [
    'core sql pg intent inventory access isolation demand attack substrate',
    'A control answers threats of the documents; were it to see checks, findings would justify themselves.',
  ],
  session: ['core sql', 'The only door to a server: TLS, timeouts, read-only and redaction live in one place.'],
  wire: ['core pg', 'Probing speaks the protocol by hand, so that it also works where the driver refuses.'],
  collect: [
    'core sql pg classify inventory session wire',
    'Readers decode rows into the inventory; they must not know what will be concluded from them.',
  ],
  plan: [
    'core sql pg inventory access demand substrate',
    'A plan is the difference between demands and an inventory; it is computed without touching a server.',
  ],
  apply: [
    'core sql pg inventory session plan collect',
    'Apply executes a plan and reads again; it must not be able to decide what belongs into one.',
  ],
  proof: [belowProof, 'Proof attacks what controls promise; if it saw checks it could take a finding for evidence.'],
  runs: [`${belowProof} checks proof report`, 'A run strings the rooms together; it must not know the terminal.'],
  cli: ['runs report core', 'The command line only parses words, calls runs and prints documents.'],
  demo: [
    'core sql pg session proof runs report',
    'The demo is a user of the program: it loads a server with the example and calls runs; it must not know the terminal.',
  ],
};

const room = (names) => `^src/(${names.join('|')})/`;

const allowedBy = Object.entries(rooms).map(([name, [allowed, why]]) => ({ name, allowed: words(allowed), why }));

const arrows = allowedBy.map(({ name, allowed, why }) => ({
  name: `room-${name}`,
  comment: `${why} ${name} may import from: ${allowed.join(', ') || 'no other room'}.`,
  severity: 'error',
  from: { path: `^src/${name}/` },
  to: { path: '^src/', pathNot: room([name, ...allowed]) },
}));

const pureRooms = words(
  'sql pg classify inventory access isolation demand attack substrate checks controls plan report',
);

module.exports = {
  forbidden: [
    ...arrows,
    {
      name: 'room-report',
      comment:
        'A renderer is a pure function of the report document: of the other rooms it may know types, not behaviour.',
      severity: 'error',
      from: { path: '^src/report/' },
      to: { path: '^src/', pathNot: room(['report', 'core']), dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'every-file-has-a-room',
      comment: 'A file outside the known rooms would escape every arrow above: name its room here first.',
      severity: 'error',
      from: {},
      to: { path: '^src/', pathNot: `${room([...Object.keys(rooms), 'report'])}|^src/index\\.ts$` },
    },
    {
      name: 'nobody-enters-through-the-front-door',
      comment: 'src/index.ts is for users of the library; inside, importing it would tie every room to every other.',
      severity: 'error',
      from: { path: '^src/' },
      to: { path: '^src/index\\.ts$' },
    },
    {
      name: 'no-cycles',
      comment: 'Two files that need each other cannot be understood or tested apart.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'only-session-imports-the-driver',
      comment:
        'TLS, timeouts, read-only and redaction are guaranteed only if every connection is opened by src/session.',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/session/' },
      to: { path: ['^pg$', 'node_modules/(@types/)?(pg|pg-protocol|pg-pool|pg-connection-string)/'] },
    },
    {
      name: 'wire-speaks-by-hand',
      comment:
        'The prober must see what the server really answers, unfiltered by the driver or by our own session rules.',
      severity: 'error',
      from: { path: '^src/wire/' },
      to: { path: ['^src/session/', '^pg$', 'node_modules/(@types/)?pg'] },
    },
    {
      name: 'pure-rooms-touch-nothing',
      comment:
        'These rooms turn data into data; reading files, sockets or processes there would make verdicts depend on the machine.',
      severity: 'error',
      from: { path: room(pureRooms), pathNot: '\\.test\\.ts$' },
      to: { path: '^(node:)?(fs|fs/promises|net|tls|http|https|dns|child_process|worker_threads|cluster)$' },
    },
    {
      name: 'product-does-not-import-tests',
      comment: 'Test code is not shipped: an import of it would break the built program.',
      severity: 'error',
      from: { path: '^src/', pathNot: '\\.test\\.ts$' },
      to: { path: ['\\.test\\.ts$', '^test/', '^bench/', '^scripts/'] },
    },
    {
      name: 'product-uses-declared-dependencies',
      comment: 'What runs at a user must be in dependencies: development packages are not installed there.',
      severity: 'error',
      from: { path: '^src/', pathNot: '\\.test\\.ts$' },
      to: { dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'], dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'everything-resolves',
      comment: 'An import that resolves to nothing fails only at run time.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: 'specify',
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'types', 'node', 'default'] },
  },
};
