import { useState } from 'react';
import { useMay } from '../../data/session.tsx';
import { useSpeech } from '../../i18n/language.tsx';
import { Segments } from '../../ui/segments.tsx';
import { Health } from './health.tsx';
import { ImportWizard } from './import-wizard.tsx';
import { RecordTable } from './record-table.tsx';

type View = 'health' | 'import' | 'tables';

/** The data planning rests on: how sound it is, files in, and every list by hand. */
export default function DataPage() {
  const { say } = useSpeech();
  const mayImport = useMay('imports.write');
  const [view, setView] = useState<View>('health');
  const views: readonly View[] = mayImport ? ['health', 'import', 'tables'] : ['health', 'tables'];
  return (
    <div className="stack">
      <div className="page-head">
        <h1>{say('web.page-data')}</h1>
        <Segments
          label={say('web.page-data')}
          value={view}
          options={views.map((value) => ({ value, text: say(`web.data-${value}`) }))}
          onChange={setView}
        />
      </div>
      {view === 'health' ? <Health onImport={mayImport ? () => setView('import') : undefined} /> : null}
      {view === 'import' ? <ImportWizard onDone={() => setView('health')} /> : null}
      {view === 'tables' ? <RecordTable /> : null}
    </div>
  );
}
