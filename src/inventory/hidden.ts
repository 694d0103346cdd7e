// What a role without superuser's rights cannot see, where others must tell it from what else may be missing.

/** Of the section `roles`: the kinds of the passwords, and nothing else; pg_roles shows everybody all the rest. */
export const PASSWORDS_HIDDEN = 'pg_authid is readable by superusers only';
