// The event classes that an audit can be asked for (DESIGN §4, Logging & Audit Architecture).

export const EVENT_CLASSES = [
  'ddl',
  'role-change',
  'privileged-read',
  'privileged-write',
  'failed-authentication',
  'connection',
  'privileged-access',
] as const;
export type EventClass = (typeof EVENT_CLASSES)[number];
