import type { Factory } from '@midstream/factory';
import { useMemo, useState } from 'react';
import { Link, useSearchParams } from 'wouter';
import type { BoardModel } from '@midstream/planning/preview';
import { dateTimeIn } from '@midstream/words/unloaded';
import { useMay, useWorkspace } from '../../data/session.tsx';
import { useCall } from '../../data/use-call.ts';
import { useNames } from '../../data/use-names.ts';
import { useSpeech } from '../../i18n/language.tsx';
import { Segments } from '../../ui/segments.tsx';
import { Empty, Trouble, Waiting } from '../../ui/states.tsx';
import { ApiError } from '@midstream/api';
import { BoardCanvas } from './board-canvas.tsx';
import { COLOUR_BYS, type ColourBy } from './board-colours.ts';
import { BOARD_BYS, boardDataOf, boardRows, type BoardBy, type BoardData } from './board-data.ts';
import { BoardTable } from './board-table.tsx';
import { EditBar, UndoRedo } from './edit-bar.tsx';
import { type BoardEdit, placesOf } from './edits.ts';
import { dataAfter } from './hand-board.ts';
import { OperationPanel } from './operation-panel.tsx';
import { useHandWork, useJudge } from './use-edits.ts';
import './board.css';

/** The plan board: the published plan, or a proposal, by machine, order, crew or mould; drag, lock, look. */
export default function BoardPage() {
  const { say, language, number } = useSpeech();
  const names = useNames();
  const workspace = useWorkspace();
  const [search] = useSearchParams();
  const id = search.get('plan') ?? 'published';
  const plan = useCall('plans.get', { params: { workspace, id }, query: { detail: 'places' } });
  const factory = useCall('plans.factory', { params: { workspace, id } });
  const [by, setBy] = useState<BoardBy>('machine');
  const [colourBy, setColourBy] = useState<ColourBy>('lateness');
  const [find, setFind] = useState('');
  const [onlyLate, setOnlyLate] = useState(false);
  const [isTable, setIsTable] = useState(false);
  // By id: in the next plan the same place in the list is another operation.
  const [chosen, setChosen] = useState<string | undefined>(undefined);
  const made = factory.data as unknown as Factory | undefined;
  const published = useMemo(() => (plan.data === undefined ? undefined : boardDataOf(plan.data.plan, made)), [plan.data, made]);
  const mayMove = useMay('plans.publish') && plan.data?.head.state === 'published';
  const hand = useHandWork(workspace, mayMove ? plan.data?.head.id : undefined, published);
  const places = useMemo(() => placesOf(hand.edits.done), [hand.edits.done]);
  const data = useMemo(() => (published === undefined ? undefined : dataAfter(published, places)), [published, places]);
  const selected = data?.indexOf.get(chosen ?? '') ?? -1;
  const setSelected = (operation: number): void => setChosen(data?.operations[operation]?.id);
  const edited = useMemo(() => new Set([...places.keys()].map((each) => data?.indexOf.get(each) ?? -1)), [places, data]);
  const model = useCall('plans.board', { params: { workspace, id: plan.data?.head.id ?? '' } }, { enabled: mayMove });
  const judge = useJudge(model.data?.model as unknown as BoardModel | undefined, hand.edits);
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
  const sentenceOf = (edit: BoardEdit): string => {
    if (edit.kind === 'split')
      return say('web.edit-split', { order: edit.order, quantities: edit.quantities.map((each) => number(each)).join(' + ') });
    const { place } = edit;
    const operation = names.planned(edit.operation);
    if (place === undefined) return say('web.edit-free', { operation });
    return say('web.edit-move', {
      operation,
      machine: names.machine(place.machine),
      time: dateTimeIn(language, place.start, data.plan.timeZone),
    });
  };
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
          onKeyDown={(event) => {
            if (event.key === 'Enter') setSelected(nextMeant(data, find === '' ? () => false : isMeant, selected));
          }}
        />
        <label className="row small">
          <input type="checkbox" checked={onlyLate} onChange={(event) => setOnlyLate(event.target.checked)} />
          {say('web.only-late')}
        </label>
        <span className="grow" />
        {mayMove ? <UndoRedo hand={hand} /> : null}
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
            edited={edited}
            mayMove={mayMove}
            judge={judge}
            onDrop={({ operation, machine, start, verdict }) =>
              hand.add({
                kind: 'place',
                operation: data.operations[operation]?.id ?? '',
                place: {
                  machine,
                  setupStart: start - (verdict?.setupMinutes ?? 0) * 60,
                  start,
                  end: verdict?.end ?? start,
                },
              })
            }
          />
        )}
        {selected < 0 ? null : (
          <OperationPanel
            data={data}
            operation={selected}
            hand={mayMove ? hand : undefined}
            isOrder={(order) => made?.orders.some(({ id }) => id === order) ?? false}
            onClose={() => setSelected(-1)}
            onSelect={setSelected}
          />
        )}
      </div>
      {mayMove ? <EditBar hand={hand} sentences={hand.edits.done.map(sentenceOf)} /> : null}
    </div>
  );
}

/** The next bar in time that a search means, from the first one again after the last. */
function nextMeant(data: BoardData, isMeant: (order: number) => boolean, after: number): number {
  const meant = data.operations
    .flatMap((_, i) => (isMeant(data.order[i] ?? 0) ? [i] : []))
    .sort((a, b) => (data.start[a] ?? 0) - (data.start[b] ?? 0));
  return meant[(meant.indexOf(after) + 1) % Math.max(meant.length, 1)] ?? -1;
}

/** Orders that a search means: by number, product or customer. */
function meaningOf(data: ReturnType<typeof boardDataOf> | undefined, find: string): (order: number) => boolean {
  const wanted = find.trim().toLowerCase();
  if (data === undefined || wanted === '') return () => true;
  const meant = data.plan.orders.map((order) => `${order.order} ${order.product} ${order.customer ?? ''}`.toLowerCase().includes(wanted));
  return (order) => meant[order] ?? false;
}
