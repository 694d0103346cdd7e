// What people and programs do to things in a system, so that a text which begins with it tells what somebody may do:
// `Register patients`, `Uploads and reviews drawings`, `Create/edit drafts`. Never a noun of the same letters.

const BASES = new Set(
  (
    'accept access act activate add adjust administer allocate amend answer append apply approve archive assess assign ' +
    'attach audit author authorize authorise award ban bill block book browse bulk bypass calculate call cancel capture ' +
    'categorize change check claim clear close collect comment complete compose conduct configure confirm connect control ' +
    'coordinate correct create curate customize deactivate decide decline define delegate delete deploy disable dismiss ' +
    'dispatch dispense disburse distribute download draft edit enable enroll enrol enter escalate evaluate execute expire ' +
    'export extend fill filter finalize flag forward generate grade grant handle hide hire impersonate import initiate insert ' +
    'inspect install invite invoke invoice issue join kick leave link list load lock log maintain make manage mark ' +
    'merge message moderate modify monitor move mute notify onboard open operate order override oversee own override ' +
    'participate pause pay perform pin place plan post preview print process provision publish purchase query raise rate ' +
    'read reactivate reassign receive recommend reconcile record refund register reject release remove rename renew ' +
    'reopen reorder reply report request reschedule reset resolve respond restore resume retrieve retry return reverse ' +
    'review revise revoke ring rotate run save scan schedule search see select sell send set share ship sign skip ' +
    'start stop store submit supervise suspend switch sync terminate toggle track transfer transition trigger triage ' +
    'unblock undo unlock unpublish update upgrade upload use validate verify view void vote watch withdraw write'
  ).split(' '),
);

/** `Changes/deletes recipes`, `Creates and, with leave, publishes posts`, `Raises requests`; not "Access hours: …". */
export function beginsWithDeed(text: string): boolean {
  const [, first = '', behind = ''] =
    /^(?:also |only |directly |fully )?([\p{L}-]+)(?:\/[\p{L}-]+)*(,?(?:\s.*)?)$/su.exec(text.trim()) ?? [];
  if (!isDeed(first.toLowerCase()) || /^reports?\sto\b/iu.test(text.trim())) return false;
  return (
    behind !== '' &&
    !/^,?\s(?:of|by|for|from|is|are|was|were|has|have|hours?|tokens?|codes?|rates?|keys?|levels?|types?|status|flow)\b/iu.test(
      behind,
    )
  );
}

/** Somewhere it says what may be done, or how far. */
export function speaksOfDeed(text: string): boolean {
  if (
    /\b(?:can|may|cannot|full|all|own|only|any|every\w*|no|access|read|control|permissions?|rights)\b|[a-z]+[.:][a-z*]+/iu.test(
      text,
    )
  )
    return true;
  return text
    .toLowerCase()
    .split(/[^\p{L}]+/u)
    .some(isDeed);
}

function isDeed(word: string): boolean {
  if (BASES.has(word)) return true;
  if (word.endsWith('ies')) return BASES.has(`${word.slice(0, -3)}y`);
  return word.endsWith('s') && (BASES.has(word.slice(0, -1)) || (word.endsWith('es') && BASES.has(word.slice(0, -2))));
}
