/** What a person or a token may do. One capability guards each route. */
export const CAPABILITIES = [
  'factory.read',
  'factory.write',
  'orders.read',
  'orders.write',
  'plans.read',
  'plans.run',
  'plans.publish',
  'dispatch.read',
  'promise.ask',
  'quotes.write',
  'scenarios.read',
  'scenarios.write',
  'imports.write',
  'exports.read',
  'audit.read',
  'people.write',
  'integrations.write',
  'workspaces.write',
] as const;
export type Capability = (typeof CAPABILITIES)[number];

export const ROLES = ['admin', 'planner', 'supervisor', 'operator', 'sales', 'engineer', 'head-office'] as const;
export type Role = (typeof ROLES)[number];

const READING = ['factory.read', 'orders.read', 'plans.read', 'dispatch.read', 'scenarios.read'] as const satisfies readonly Capability[];

/** The one table of rights. A role is held per factory, and may be narrowed to some of its sites. */
export const ROLE_CAPABILITIES: Readonly<Record<Role, readonly Capability[]>> = {
  admin: CAPABILITIES,
  planner: [
    ...READING,
    'factory.write',
    'orders.write',
    'plans.run',
    'plans.publish',
    'promise.ask',
    'quotes.write',
    'scenarios.write',
    'imports.write',
    'exports.read',
    'audit.read',
  ],
  // Proposes, but what the floor works by is the planner's to publish.
  supervisor: [...READING, 'plans.run', 'exports.read'],
  operator: ['dispatch.read'],
  sales: ['orders.read', 'orders.write', 'plans.read', 'promise.ask', 'quotes.write'],
  engineer: [...READING, 'factory.write', 'scenarios.write', 'imports.write', 'exports.read'],
  'head-office': [...READING, 'exports.read', 'audit.read'],
};

/** What somebody holding these roles may do, in the order of {@link CAPABILITIES}. */
export function capabilitiesOf(roles: readonly Role[]): readonly Capability[] {
  return CAPABILITIES.filter((capability) => roles.some((role) => ROLE_CAPABILITIES[role].includes(capability)));
}
