import type { FactoryDraft } from '@midstream/factory';
import { RECORD_KINDS } from '@midstream/factory';
import { useState } from 'react';
import { client } from '../../../data/client.ts';
import { useWorkspace } from '../../../data/session.tsx';
import { useChange } from '../../../data/use-call.ts';
import { writeRecords, writeSettings } from '../../../data/write-records.ts';
import type { Fix } from './fix.ts';
import { inverseOf, type Repair } from './repair.ts';

/** A fix that was applied, and what takes it back. */
interface Applied {
  readonly label: string;
  readonly inverse: Repair;
}

/** What is made goes before what names it; calendars therefore before machines. Undoing goes the other way by itself. */
const ORDER = ['sites', 'areas', 'workCentres', 'calendars', ...RECORD_KINDS] as const;

async function write(workspace: string, repair: Repair): Promise<void> {
  for (const kind of new Set(ORDER)) {
    const changes = repair.records.filter((change) => change.kind === kind);
    if (changes.length > 0) await writeRecords(workspace, kind, changes);
  }
  if (repair.settings !== undefined) await writeSettings(workspace, repair.settings);
}

/** Applies suggested fixes to the factory as it stands, and takes them back one after the other. */
export function useFixes() {
  const workspace = useWorkspace();
  const [applied, setApplied] = useState<readonly Applied[]>([]);
  const apply = useChange(async (_, given: { readonly fix: Fix; readonly answer: string | number; readonly label: string }) => {
    const draft: FactoryDraft = await client.call('factory.get', { params: { workspace } });
    const repair = given.fix.repair(given.answer);
    const inverse = inverseOf(draft, repair);
    await write(workspace, repair);
    setApplied((before) => [...before, { label: given.label, inverse }]);
  });
  const undo = useChange(async () => {
    const last = applied.at(-1);
    if (last === undefined) return;
    await write(workspace, last.inverse);
    setApplied((before) => before.slice(0, -1));
  });
  return {
    apply: apply.mutate,
    undo: () => undo.mutate(undefined),
    last: applied.at(-1)?.label,
    isBusy: apply.isPending || undo.isPending,
    error: apply.error ?? undo.error,
  };
}
