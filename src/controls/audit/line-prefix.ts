// Time, process, user, database, client address and application: enough to tell who did it from where.
// https://www.postgresql.org/docs/current/runtime-config-logging.html#GUC-LOG-LINE-PREFIX

export const LINE_PREFIX = '%m [%p] %q%u@%d %h %a ';
