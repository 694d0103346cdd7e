// Functions that the sampled policies call and the corpus of schemas does not have, with the tables that they read:
// what the applications' published migrations say that they answer, in our own words. Where we found nothing
// published, there is nothing here, and such a policy stays unknown.

const tenantOf = (schema) =>
  `CREATE SCHEMA ${schema}; CREATE FUNCTION ${schema}.current_tenant() RETURNS uuid LANGUAGE sql STABLE
  AS $$ SELECT nullif(current_setting('jwt.claims.tenant_id', true), '')::uuid $$;`;

const claimOf = (schema) =>
  `CREATE SCHEMA ${schema}; CREATE FUNCTION ${schema}.tenant_of(claim text) RETURNS uuid LANGUAGE sql IMMUTABLE
  AS $$ SELECT nullif(claim, '')::uuid $$;`;

const notNull = (name) =>
  `CREATE FUNCTION ${name}(tenant uuid) RETURNS boolean LANGUAGE sql STABLE AS $$ SELECT tenant IS NOT NULL $$;`;

const randomUuid = (name) =>
  `CREATE FUNCTION ${name}() RETURNS uuid LANGUAGE sql VOLATILE AS $$ SELECT gen_random_uuid() $$;`;

/** A setting as a type; text that is not of the type counts as none. */
const settingOr = (name, setting, type) =>
  `CREATE FUNCTION public.${name}() RETURNS ${type} LANGUAGE plpgsql STABLE AS $$ BEGIN
    RETURN current_setting('${setting}', true)::${type}; EXCEPTION WHEN OTHERS THEN RETURN NULL; END $$;`;

const plExists = (name, parameters, condition, options = '') =>
  `CREATE FUNCTION public.${name}(${parameters}) RETURNS boolean LANGUAGE plpgsql STABLE SECURITY DEFINER ${options}
    AS $$ BEGIN RETURN ${condition}; END $$;`;

const owns = (budget, user) => `EXISTS (SELECT 1 FROM budgets b WHERE b.id = ${budget} AND b.user_id = ${user})`;
const shares = (budget, user) =>
  `EXISTS (SELECT 1 FROM budget_shares s WHERE s.budget_id = ${budget} AND s.user_id = ${user})`;

const TALLIX = `
${settingOr('get_current_user_id', 'app.user_id', 'uuid')}
${settingOr('get_current_budget_id', 'app.budget_id', 'integer')}
${plExists('is_budget_authorized', 'budget integer', `${owns('budget', 'get_current_user_id()')} OR ${shares('budget', 'get_current_user_id()')}`)}
${plExists('is_budget_owner', 'budget integer', owns('budget', 'get_current_user_id()'))}
${plExists('user_owns_budget', 'who uuid, budget integer', owns('budget', 'who'))}
${plExists('user_has_budget_share', 'who uuid, budget integer', shares('budget', 'who'))}
${plExists('is_budget_payment_method', 'budget integer, method integer', 'EXISTS (SELECT 1 FROM budgets b JOIN payment_methods m ON m.user_id = b.user_id WHERE b.id = budget AND m.id = method)')}`;

const memberOf = (name, table, id, role) =>
  plExists(
    name,
    'target uuid',
    `EXISTS (SELECT 1 FROM public.${table} m WHERE m.${id} = target AND m.auth_user_id = auth.uid()${role})`,
    'SET search_path = public SET row_security = off',
  );

const GIGHUB = `
${memberOf('is_org_member', 'organization_members', 'organization_id', '')}
${memberOf('is_org_owner', 'organization_members', 'organization_id', " AND m.role = 'owner'")}
${memberOf('is_org_admin', 'organization_members', 'organization_id', " AND m.role IN ('owner', 'admin')")}
${memberOf('is_team_member', 'team_members', 'team_id', '')}
${memberOf('is_team_leader', 'team_members', 'team_id', " AND m.role = 'leader'")}
${plExists('organization_has_members', 'target uuid', 'EXISTS (SELECT 1 FROM public.organization_members m WHERE m.organization_id = target)', 'SET search_path = public SET row_security = off')}`;

const rbac = (name, parameters, answer) =>
  `CREATE FUNCTION rbac.${name}(${parameters}) RETURNS boolean LANGUAGE plpgsql STABLE SET search_path = rbac AS $$
  BEGIN
    IF auth.role() = 'authenticated' THEN
      IF rbac.expired() THEN RAISE EXCEPTION 'the token is expired or missing'; END IF;
      RETURN coalesce(${answer}, false);
    END IF;
    IF auth.role() = 'anon' THEN RETURN false; END IF;
    RETURN coalesce(session_user = 'postgres' OR auth.role() = 'service_role', false);
  END $$;`;

const RBAC = `CREATE SCHEMA rbac;
CREATE FUNCTION rbac.expired() RETURNS boolean LANGUAGE plpgsql STABLE SET search_path = rbac AS $$ BEGIN
  RETURN extract(epoch FROM now()) > coalesce(auth.jwt() ->> 'exp', '0')::numeric; END $$;
CREATE FUNCTION rbac.get_claims() RETURNS jsonb LANGUAGE sql STABLE SET search_path = rbac AS $$
  SELECT coalesce(nullif(current_setting('request.groups', true), '')::jsonb,
    (SELECT c.claims FROM rbac.user_claims c WHERE c.user_id = auth.uid()), '{}') $$;
${rbac('is_member', 'team uuid', 'rbac.get_claims() ? team::text')}
${rbac('has_role', 'team uuid, wanted text', "rbac.get_claims() -> team::text -> 'roles' ? wanted")}
${rbac('has_any_role', 'team uuid, wanted text[]', "rbac.get_claims() -> team::text -> 'roles' ?| wanted")}
${rbac('has_permission', 'team uuid, wanted text', "rbac.get_claims() -> team::text -> 'permissions' ? wanted")}`;

const CONSTRUCTIVE = `
${['c_stable_hoisted', 'c_stable_per_row', 'c_policy_unindexed', 'fx_x2', 'fx_x9'].map(tenantOf).join('\n')}
${['c_policy_fn_leaky', 'c_policy_fn_leakproof'].map(claimOf).join('\n')}
CREATE SCHEMA c_definer_wrapper; CREATE SCHEMA c_volatile_policy; CREATE SCHEMA fx_p1; CREATE SCHEMA identity;
CREATE SCHEMA c_policy_priv; CREATE SCHEMA l21_priv; CREATE SCHEMA l21o_priv;
${['c_definer_wrapper.is_member', 'fx_x2.is_member', 'fx_x9.owns'].map(notNull).join('\n')}
${['c_volatile_policy.current_actor', 'fx_p1.slow_auth_lookup', 'fx_x9.roll'].map(randomUuid).join('\n')}
ALTER FUNCTION c_definer_wrapper.is_member SECURITY DEFINER;
CREATE FUNCTION fx_x2.is_admin() RETURNS boolean LANGUAGE sql STABLE AS $$ SELECT true $$;
CREATE FUNCTION fx_x9.zero() RETURNS uuid LANGUAGE sql IMMUTABLE AS $$ SELECT '00000000-0000-0000-0000-000000000000'::uuid $$;
CREATE FUNCTION identity.current_actor() RETURNS uuid LANGUAGE sql STABLE
  AS $$ SELECT nullif(current_setting('request.claims.sub', true), '')::uuid $$;
CREATE FUNCTION c_policy_priv.can_read(owner bigint) RETURNS boolean LANGUAGE sql STABLE
  AS $$ SELECT owner = nullif(current_setting('app.uid', true), '')::bigint $$;
CREATE FUNCTION l21_priv.perm_check(owner bigint) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER AS $$ SELECT true $$;
CREATE FUNCTION l21o_priv.opaque_check(owner bigint) RETURNS boolean LANGUAGE plpgsql STABLE AS $$
  DECLARE answer boolean; BEGIN EXECUTE 'SELECT ' || owner::text || ' > 0' INTO answer; RETURN answer; END $$;`;

const GRAPHILE = `CREATE SCHEMA app_public; CREATE SCHEMA app_private;
CREATE FUNCTION app_public.current_session_id() RETURNS uuid LANGUAGE sql STABLE
  AS $$ SELECT nullif(current_setting('jwt.claims.session_id', true), '')::uuid $$;
CREATE FUNCTION app_public.current_user_id() RETURNS uuid LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
  AS $$ SELECT s.user_id FROM app_private.sessions s WHERE s.uuid = app_public.current_session_id() $$;
CREATE FUNCTION app_public.current_user_member_organization_ids() RETURNS SETOF uuid LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
  AS $$ SELECT m.organization_id FROM app_public.organization_memberships m WHERE m.user_id = app_public.current_user_id() $$;
CREATE FUNCTION app_public.current_user_invited_organization_ids() RETURNS SETOF uuid LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
  AS $$ SELECT i.organization_id FROM app_public.organization_invitations i WHERE i.user_id = app_public.current_user_id() $$;`;

const MIDDAY = `CREATE SCHEMA private;
CREATE FUNCTION private.get_teams_for_authenticated_user() RETURNS SETOF uuid LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public
  AS $$ SELECT t.team_id FROM users_on_team t WHERE t.user_id = auth.uid() $$;`;

const claim = (name) => `coalesce(current_setting('request.jwt.claim.${name}', true), '')`;

const SUBZERO = `CREATE SCHEMA request;
CREATE FUNCTION request.user_id() RETURNS integer LANGUAGE sql STABLE
  AS $$ SELECT CASE ${claim('user_id')} WHEN '' THEN 0 ELSE current_setting('request.jwt.claim.user_id', true)::integer END $$;
CREATE FUNCTION request.user_role() RETURNS text LANGUAGE sql STABLE
  AS $$ SELECT current_setting('request.jwt.claim.role', true) $$;`;

const ID = 'uuid';
const MEMBERSHIP = { auth_user_id: ID, account_id: ID, role: 'text' };

/** By source: statements, and tables whose columns have these types wherever a policy names them. */
export const FUNCTIONS = {
  'alxdca/tallix': {
    sql: TALLIX,
    tables: {
      'public.budgets': { id: 'integer', user_id: ID },
      'public.budget_shares': { budget_id: 'integer', user_id: ID, role: 'text' },
      'public.payment_methods': { id: 'integer', user_id: ID },
    },
  },
  '7Spade/ng-alain-gighub-supabase': {
    sql: GIGHUB,
    tables: {
      'public.accounts': { id: ID, auth_user_id: ID, type: 'text', status: 'text' },
      'public.organization_members': { organization_id: ID, ...MEMBERSHIP },
      'public.team_members': { team_id: ID, ...MEMBERSHIP },
    },
  },
  'point-source/supabase-tenant-rbac': {
    sql: RBAC,
    tables: {
      'rbac.user_claims': { user_id: ID, claims: 'jsonb' },
      'rbac.members': { group_id: ID, user_id: ID, roles: 'text[]' },
    },
  },
  'midday-ai/midday': { sql: MIDDAY, tables: { 'public.users_on_team': { user_id: ID, team_id: ID } } },
  'graphile/starter': {
    sql: GRAPHILE,
    tables: {
      'app_private.sessions': { uuid: ID, user_id: ID },
      'app_public.organization_memberships': { organization_id: ID, user_id: ID },
      'app_public.organization_invitations': { organization_id: ID, user_id: ID },
    },
  },
  'constructive-io/constructive': { sql: CONSTRUCTIVE, tables: {} },
  'subzerocloud/postgrest-starter-kit': { sql: SUBZERO, tables: {} },
};
