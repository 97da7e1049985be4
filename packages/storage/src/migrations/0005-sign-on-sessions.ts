/** Who signed in at the provider signs out there as well. */
export const signOnSessions = `
alter table sessions add column by_sign_on boolean not null default false;
`;
