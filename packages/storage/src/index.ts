export { backup, restore } from './backup/backup.ts';
export { STORAGE_CODES } from './codes.ts';
export type { Database, Queries } from './connect/database.ts';
export { openDatabase, translated } from './connect/database.ts';
export { listen } from './connect/listen.ts';
export type { EmbeddedPostgres } from './embedded/embedded-postgres.ts';
export { startEmbedded } from './embedded/embedded-postgres.ts';
export { migrate, SCHEMA_VERSION } from './migrations/migrate.ts';
export { announce, LIVE_CHANNEL } from './repositories/announce.ts';
export type { Actor, AuditLine } from './repositories/audit.ts';
export { writeAudit } from './repositories/audit.ts';
export type { FieldChange } from './repositories/field-changes.ts';
export { fieldChanges } from './repositories/field-changes.ts';
export type { NewPlan, PlannedLine, PlanRow } from './repositories/plans.ts';
export {
  PLAN_COLUMNS,
  readPlanFactory,
  readPlanRow,
  keepPlanPlaces,
  readPlanPlaces,
  readPlanText,
  savePlan,
} from './repositories/plans.ts';
export type { RecordChange, RecordConflict, RecordData, StoredRecord, WrittenRecords } from './repositories/records.ts';
export { assembleFactory, readRecord, RECORD_COLUMNS, writeRecords } from './repositories/records.ts';
export { StorageTrouble } from './storage-trouble.ts';
