/** A list of orders read the whole story of each to show six figures of it: those alone are kept beside the plan now. */
export const orderLines = `
alter table plan_orders add column line json;
update plan_orders set line = json_strip_nulls(json_build_object(
  'needBy', data->'needBy', 'projected', data->'projected', 'start', data->'start', 'latenessMinutes', data->'latenessMinutes',
  'cost', data->'cost'->'total', 'carbon', data->'carbon'->'total'));
alter table plan_orders alter column line set not null;
alter table plan_orders drop column data;
`;
