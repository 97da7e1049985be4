/** What a board is drawn from, told in columns: written with the plan or when it is first looked at. */
export const planPlaces = `
alter table plans add column places text;
`;
