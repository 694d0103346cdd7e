// Logins by a token of the platform's in place of a password: demanded where the documents say so and the platform
// can, blocked where somebody else has to act, and never asked of a login whose documents do not decide.

import type { BoundLogin } from '../../intent/bound.js';
import { platformOf, shortLivedOf, type ShortLived } from '../../substrate/index.js';
import { controlOf, enabling, nothing } from '../build.js';
import {
  defineControl,
  type BlockedDemand,
  type ControlContext,
  type ControlDefinition,
  type ControlOutcome,
  type DesignNote,
} from '../model.js';
import { scopeOf } from '../scope.js';
import { passwordLogins, tokenLogins, tokenMembership, tokenRole } from './token-logins.js';

const identity = {
  id: 'credentials/short-lived',
  area: 'credentials',
  title: 'Logins by a token of the platform’s',
} as const;

export const control: ControlDefinition = defineControl({
  ...identity,
  counters: ['credential-theft', 'secret-in-bootstrap', 'credential-guessing'],
  design: (context, threats): ControlOutcome => {
    const how = shortLivedOf(context.capabilities.substrate);
    const logins = tokenLogins(context);
    const notes = how === undefined ? [] : offered(context, how);
    if (logins.length === 0) return { ...nothing, notes };
    const role = tokenRole(context);
    if (role === null)
      return { ...nothing, notes, blocked: logins.map((each) => blockedLogin(context, how, each, threats)) };
    const made = controlOf(context, identity, threats, {
      enforcedAt: logins.map(({ connection }) => `role ${connection.login}`),
      wishes: logins.map((login) => enabling(tokenMembership(context, role, login), [login.connection.source])),
      attacks: [],
      residual: 'A token opens a connection until it ends; a session that is open stays open.',
      bypass: ['whoever may ask the platform for a token of this login'],
      openRisks: logins.flatMap((login) => [untried(login, how), ...besidePassword(context, login)]),
      notes: [...logins.map((login) => wayIn(login, how)), ...notes],
    });
    return { ...nothing, control: made };
  },
});

function blockedLogin(
  context: ControlContext,
  how: ShortLived | undefined,
  { connection }: BoundLogin,
  threats: readonly string[],
): BlockedDemand {
  const { substrate } = context.capabilities;
  const said = { demand: `login of ${connection.login} by a token of the platform’s`, candidate: null, threats };
  if (how === undefined)
    return {
      ...said,
      reason: 'it is not known which platform this is, and each says it in its own way',
      whoCan: 'whoever states the substrate in the documents (Deployment)',
    };
  if (how.by === 'nothing')
    return {
      ...said,
      reason: `${substrate} has no identity service that lets logins in`,
      whoCan: `the owner of the connection model, with another authentication: ${how.instead}`,
    };
  if (how.by === 'membership')
    return {
      ...said,
      reason: `the role ${how.role} of the platform is not in this cluster`,
      whoCan: `${platformOf(substrate)?.whoCan ?? 'the administrator'}: ${how.switch}; then GRANT ${how.role} and plan again`,
    };
  return {
    ...said,
    reason: `the platform makes the login itself. ${how.say(connection.login)}. Before that: ${how.switch}`,
    whoCan: how.whoCan,
  };
}

function untried({ connection }: BoundLogin, how: ShortLived | undefined) {
  return {
    what: `No token of ${connection.login} was tried`,
    reason: 'only the platform issues and verifies them; a scratch cluster cannot',
    closedBy: `${how?.by === 'membership' ? how.switch : 'the platform’s switch'}; then one connection with a token over TLS, and one without that is refused`,
  };
}

/** The platform asks a member for a token; a verifier that stays is used again once the membership is gone. */
function besidePassword(context: ControlContext, { connection }: BoundLogin) {
  const kind = scopeOf(context).role(connection.login)?.password.kind ?? 'none';
  if (kind === 'none') return [];
  return [
    {
      what: `${connection.login} ${kind === 'unknown' ? 'may have' : 'has'} a password beside its token`,
      reason: 'a login by token needs none, and the password would count again without the membership',
      closedBy: `ALTER ROLE … PASSWORD NULL for ${connection.login}, once its programs come in by token`,
    },
  ];
}

function wayIn({ connection }: BoundLogin, how: ShortLived | undefined): DesignNote {
  const life = how?.by === 'membership' ? how.lifetime : 'as long as the platform says';
  return {
    title: `${connection.login} comes in by token`,
    text: `A token lives ${life} and is taken over TLS alone; the program asks for a new one at every connection, and a pool renews it with each connection that it opens.`,
    sources: [connection.source],
  };
}

/** A recommendation and no demand: the documents decide. */
function offered(context: ControlContext, how: ShortLived): readonly DesignNote[] {
  const logins = passwordLogins(context);
  if (how.by === 'nothing' || logins.length === 0) return [];
  return [
    {
      title: 'The platform offers logins by token',
      text: `${logins.map(({ connection }) => connection.login).join(', ')} come in by password or say nothing of it. A token lives ${how.lifetime} and is in no file: the standard prefers it where the platform has it. It takes ${how.switch}, and Authentication iam in the Connection Model.`,
      sources: logins.map(({ connection }) => connection.source),
    },
  ];
}
