// Which variables of a configuration are secrets, and which are only settings.

import { classifyColumn } from '../../classify/classify-column.js';

/** Addresses that hold a password. */
const CONNECTION =
  /(?:DATABASE|DB|POSTGRES(?:QL)?|PG|MYSQL|MONGO(?:DB)?|REDIS|AMQP|RABBITMQ|SMTP|MAIL)_?(?:URL|URI|DSN)$|(?:DATABASE|DB|POSTGRES(?:QL)?)_[A-Z]+_(?:URL|URI|DSN)$|CONNECTION_?STRING$|_DSN$/iu;
/** `DATABASE_URL`: an address with a password in it. */
export function isConnection(text: string): boolean {
  return CONNECTION.test(text);
}

/** What every browser gets to see. */
const PUBLISHED =
  /^(?:NEXT_PUBLIC|VITE|REACT_APP|PUBLIC|EXPO_PUBLIC|NUXT_PUBLIC)_|PUBLISHABLE|PUBLIC_KEY|SITE_KEY|_(?:CLIENT|KEY|APP)_ID$/u;

/** How long, how many and by which method: `TOKEN_TTL_MINUTES`, `JWT_ALGORITHM`. */
const MEASURED =
  /_(?:TTL|EXP|EXPIRY|EXPIRES|EXPIRES_IN|EXPIRATION|LIFETIME|DURATION|TIMEOUT|INTERVAL|MS|SECONDS?|SECS?|MINUTES?|MINS?|HOURS?|DAYS?|LENGTH|SIZE|BYTES|ROUNDS|COST|COUNT|LIMIT|MAX|MIN|ALGORITHM|ALG|ISSUER|AUDIENCE|ENABLED|DISABLED|HEADER|PREFIX|NAME|PATH|ENDPOINT|TYPE|MODE)$/u;

/** `LOG_LEVEL`, `Jwt__Issuer`. */
const SETTING =
  /^[A-Z][A-Z0-9]*(?:_{1,2}[A-Za-z0-9]+)+$|^[A-Za-z][A-Za-z0-9]*(?:__[A-Za-z0-9]+)+$|^[a-z][a-z0-9]*(?:_[a-z0-9]+)+$|^(?:PORT|HOST|DEBUG|TZ|REGION|STAGE|ENV|ENVIRONMENT|LOCALE|LANG|DOMAIN|URL|BUCKET|TIMEOUT|VERSION|VERBOSE|MODE|ORIGIN|ORIGINS|NAME|USER|USERNAME|PATH|LEVEL)$/u;

/** `DEPLOY_KEY`, `SMTP_PASS`. */
const KEPT_SECRET =
  /(?:^|_)(?:KEY|PASS_?KEY|SECRET|SECRET_ID|TOKEN|JWT|PASSWORD|PASSPHRASE|PASSWD|PASS|PWD|CREDENTIALS?|PRIVATE_KEY|PEM|PEPPER|SALT|DSN|WEBHOOK_URL|KUBECONFIG|KEYSTORE|PAT)(?:S|_B64|_BASE64|_JSON)?$/u;

/** `LOG_LEVEL` in a list of environment variables is no credential, `JWT_SECRET_KEY` is one. */
export function isPlainSetting(text: string): boolean {
  if (!SETTING.test(text)) return false;
  if (PUBLISHED.test(text) || MEASURED.test(text)) return true;
  if (CONNECTION.test(text) || KEPT_SECRET.test(text)) return false;
  if (/^[a-z].*(?:key|secret|token|password|credentials?)$/u.test(text)) return false;
  const guesses = classifyColumn({ table: '', column: text, type: 'text', comment: null });
  return !guesses.some(({ kind }) => kind === 'credential');
}
