/** Files are read by workers: an import waits as `reading` first. */
export const importsAsJobs = `
alter table imports drop constraint imports_state_check;
alter table imports add constraint imports_state_check check (state in ('reading', 'preview', 'committed', 'discarded'));
`;
