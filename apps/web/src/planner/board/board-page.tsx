import type { Factory } from '@midstream/factory';
import { useMemo, useState } from 'react';
import { Link, useSearchParams } from 'wouter';
import { useWorkspace } from '../../data/session.tsx';
import { useCall } from '../../data/use-call.ts';
import { useSpeech } from '../../i18n/language.tsx';
import { Segments } from '../../ui/segments.tsx';
import { Empty, Trouble, Waiting } from '../../ui/states.tsx';
import { ApiError } from '@midstream/api';
import { BoardCanvas } from './board-canvas.tsx';
import { COLOUR_BYS, type ColourBy } from './board-colours.ts';
import { BOARD_BYS, boardDataOf, boardRows, type BoardBy } from './board-data.ts';
import { BoardTable } from './board-table.tsx';
import { OperationPanel } from './operation-panel.tsx';
import './board.css';

/** The plan board: the published plan, or a proposal, by machine, order, crew or mould; drag, lock, look. */
export default function BoardPage() {
  const { say, nameOf } = useSpeech();
  const workspace = useWorkspace();
  const [search] = useSearchParams();
  const id = search.get('plan') ?? 'published';
  const plan = useCall('plans.get', { params: { workspace, id } });
  const factory = useCall('plans.factory', { params: { workspace, id } });
  const [by, setBy] = useState<BoardBy>('machine');
  const [colourBy, setColourBy] = useState<ColourBy>('lateness');
  const [find, setFind] = useState('');
  const [onlyLate, setOnlyLate] = useState(false);
  const [isTable, setIsTable] = useState(false);
  const [selected, setSelected] = useState(-1);
  const made = factory.data as unknown as Factory | undefined;
  const data = useMemo(() => (plan.data === undefined ? undefined : boardDataOf(plan.data.plan, made)), [plan.data, made]);
  const isMeant = useMemo(() => meaningOf(data, find), [data, find]);
  const rows = useMemo(
    () =>
      data === undefined
        ? undefined
        : boardRows(data, by, made, (order) => !onlyLate || (data.plan.orders[order]?.latenessMinutes ?? 0) > 0),
    [data, by, made, onlyLate],
  );
  if (plan.isPending) return <Waiting />;
  if (plan.data === undefined || data === undefined || rows === undefined) {
    if (plan.error instanceof ApiError && plan.error.status === 404)
      return (
        <Empty title={say('web.nothing-published')}>
          <Link href="/run" className="button main">
            {say('web.page-run')}
          </Link>
        </Empty>
      );
    return <Trouble error={plan.error} />;
  }
  const { head } = plan.data;
  return (
    <div className="board">
      <div className="board-bar">
        <h1>{say('web.page-board')}</h1>
        <span className={head.state === 'published' ? 'badge good' : 'badge accent'}>{say(`web.plan-${head.state}`)}</span>
        {head.outdated ? <span className="badge tight">{say('web.plan-outdated')}</span> : null}
        <Segments
          label={say('web.rows-by')}
          value={by}
          options={BOARD_BYS.map((value) => ({ value, text: say(`web.by-${value}`) }))}
          onChange={setBy}
        />
        <label className="row small">
          {say('web.colour-by')}
          <select value={colourBy} style={{ width: 'auto' }} onChange={(event) => setColourBy(event.target.value as ColourBy)}>
            {COLOUR_BYS.map((each) => (
              <option key={each} value={each}>
                {say(`web.colour-by-${each}`)}
              </option>
            ))}
          </select>
        </label>
        <input
          type="search"
          style={{ width: 170 }}
          placeholder={say('web.search-board')}
          aria-label={say('web.search-board')}
          value={find}
          onChange={(event) => setFind(event.target.value)}
        />
        <label className="row small">
          <input type="checkbox" checked={onlyLate} onChange={(event) => setOnlyLate(event.target.checked)} />
          {say('web.only-late')}
        </label>
        <span className="grow" />
        <button type="button" className="button" aria-pressed={isTable} onClick={() => setIsTable(!isTable)}>
          {say(isTable ? 'web.as-chart' : 'web.as-table')}
        </button>
      </div>
      <div className="board-body">
        {isTable ? (
          <BoardTable data={data} isMeant={isMeant} onSelect={setSelected} />
        ) : (
          <BoardCanvas
            data={data}
            rows={rows}
            by={by}
            colourBy={colourBy}
            factory={made}
            isMeant={isMeant}
            selected={selected}
            onSelect={setSelected}
            head={head}
          />
        )}
        {selected < 0 ? null : (
          <OperationPanel
            data={data}
            operation={selected}
            head={head}
            machineName={(machine) => nameOf(made?.machines.find((each) => each.id === machine)?.name) || machine}
            onClose={() => setSelected(-1)}
            onSelect={setSelected}
          />
        )}
      </div>
    </div>
  );
}

/** Orders that a search means: by number, product or customer. */
function meaningOf(data: ReturnType<typeof boardDataOf> | undefined, find: string): (order: number) => boolean {
  const wanted = find.trim().toLowerCase();
  if (data === undefined || wanted === '') return () => true;
  const meant = data.plan.orders.map((order) => `${order.order} ${order.product} ${order.customer ?? ''}`.toLowerCase().includes(wanted));
  return (order) => meant[order] ?? false;
}
