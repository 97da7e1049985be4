/** Imports are written by workers: a commit waits as `committing` first, and remembers who wanted what. */
export const commitsAsJobs = `
alter table imports drop constraint imports_state_check;
alter table imports add constraint imports_state_check check (state in ('reading', 'preview', 'committing', 'committed', 'discarded'));
alter table imports add column commit_wish json;
alter table imports add column progress json;
`;
