import { type KeyboardEvent, type PointerEvent, useRef, useState } from 'react';
import { useSpeech } from '../../../i18n/language.tsx';
import { CELL_MINUTES, CELLS_A_DAY, DAYS, inPatch, openCells, type Patch, type Week } from './week-hours.ts';

interface Cell {
  readonly day: number;
  readonly cell: number;
}

function patchBetween(a: Cell, b: Cell): Patch {
  return {
    days: [Math.min(a.day, b.day), Math.max(a.day, b.day)],
    cells: [Math.min(a.cell, b.cell), Math.max(a.cell, b.cell)],
  };
}

/** What somebody is painting: from where, to where, and whether it opens or closes. */
interface Stroke {
  readonly from: Cell;
  readonly to: Cell;
  readonly opens: boolean;
}

/**
 * A week of half hours, painted by drag or by keyboard: arrows walk, Shift with arrows marks, Space paints. The first cell says whether
 * it opens or closes.
 */
export function WeekGrid({
  week,
  overtime,
  paintsOvertime,
  canEdit,
  label,
  onPaint,
}: {
  readonly week: Week;
  readonly overtime: Week;
  readonly paintsOvertime: boolean;
  readonly canEdit: boolean;
  readonly label: string;
  readonly onPaint: (patch: Patch, opens: boolean) => void;
}) {
  const { say } = useSpeech();
  const grid = useRef<HTMLDivElement>(null);
  const [stroke, setStroke] = useState<Stroke | undefined>(undefined);
  const [at, setAt] = useState<Cell>({ day: 0, cell: 16 });
  const [anchor, setAnchor] = useState<Cell | undefined>(undefined);
  const shifts = openCells(week);
  const extra = openCells(overtime);
  const layer = paintsOvertime ? extra : shifts;
  const isOpen = ({ day, cell }: Cell): boolean => (layer[day * CELLS_A_DAY + cell] ?? 0) > 0;
  const under = (event: PointerEvent): Cell | undefined => {
    const name = document.elementFromPoint(event.clientX, event.clientY)?.getAttribute('data-cell') ?? '';
    const [, day, cell] = /^(\d+) (\d+)$/.exec(name) ?? [];
    return day === undefined ? undefined : { day: Number(day), cell: Number(cell) };
  };
  const start = (event: PointerEvent): void => {
    const cell = under(event);
    if (!canEdit || cell === undefined || event.button !== 0) return;
    event.preventDefault();
    grid.current?.setPointerCapture(event.pointerId);
    setStroke({ from: cell, to: cell, opens: !isOpen(cell) });
    setAt(cell);
    setAnchor(undefined);
  };
  const move = (event: PointerEvent): void => {
    const cell = stroke === undefined ? undefined : under(event);
    if (stroke !== undefined && cell !== undefined) setStroke({ ...stroke, to: cell });
  };
  const end = (): void => {
    if (stroke !== undefined) onPaint(patchBetween(stroke.from, stroke.to), stroke.opens);
    setStroke(undefined);
  };
  const onKey = (event: KeyboardEvent): void => {
    const step = ARROWS[event.key];
    if (step !== undefined) {
      event.preventDefault();
      setAnchor(event.shiftKey ? (anchor ?? at) : undefined);
      const next = { day: Math.min(6, Math.max(0, at.day + step.day)), cell: Math.min(CELLS_A_DAY - 1, Math.max(0, at.cell + step.cell)) };
      setAt(next);
      grid.current?.querySelector<HTMLElement>(`[data-cell="${next.day} ${next.cell}"]`)?.focus();
    } else if ((event.key === ' ' || event.key === 'Enter') && canEdit) {
      event.preventDefault();
      onPaint(patchBetween(anchor ?? at, at), !isOpen(anchor ?? at));
      setAnchor(undefined);
    } else if (event.key === 'Escape') {
      setStroke(undefined);
      setAnchor(undefined);
    }
  };
  const marked =
    stroke === undefined ? (anchor === undefined ? undefined : patchBetween(anchor, at)) : patchBetween(stroke.from, stroke.to);
  return (
    <div
      ref={grid}
      className="week-grid"
      role="grid"
      aria-label={label}
      aria-readonly={!canEdit}
      onPointerDown={start}
      onPointerMove={move}
      onPointerUp={end}
      onPointerCancel={() => setStroke(undefined)}
      onKeyDown={onKey}
      onFocus={(event) => {
        const [, day, cell] = /^(\d+) (\d+)$/.exec(event.target.getAttribute('data-cell') ?? '') ?? [];
        if (day !== undefined) setAt({ day: Number(day), cell: Number(cell) });
      }}
    >
      <div className="week-row" aria-hidden="true">
        <span />
        {Array.from({ length: 8 }, (_, i) => (
          <span key={i} className="week-hour">
            {i * 3}
          </span>
        ))}
      </div>
      {DAYS.map((name, day) => (
        <div key={name} className="week-row" role="row">
          <span role="rowheader">{say(`web.day-${name}`)}</span>
          {Array.from({ length: CELLS_A_DAY }, (_, cell) => {
            const index = day * CELLS_A_DAY + cell;
            const share = (shifts[index] ?? 0) / CELL_MINUTES;
            const isExtra = share === 0 && (extra[index] ?? 0) > 0;
            const state = isExtra ? 'overtime' : share > 0 ? 'open' : 'closed';
            return (
              <span
                key={cell}
                role="gridcell"
                data-cell={`${day} ${cell}`}
                data-state={state}
                data-marked={marked !== undefined && inPatch(marked, day, cell) ? (stroke?.opens ?? !isOpen(anchor ?? at)) : undefined}
                style={state === 'open' && share < 1 ? { opacity: 0.35 + share * 0.65 } : undefined}
                tabIndex={at.day === day && at.cell === cell ? 0 : -1}
                aria-label={`${say(`web.day-${name}`)} ${clockOf(cell)} ${say(`web.hours-${state}`)}`}
              />
            );
          })}
        </div>
      ))}
    </div>
  );
}

const ARROWS: Readonly<Record<string, Cell>> = {
  ArrowLeft: { day: 0, cell: -1 },
  ArrowRight: { day: 0, cell: 1 },
  ArrowUp: { day: -1, cell: 0 },
  ArrowDown: { day: 1, cell: 0 },
};

function clockOf(cell: number): string {
  return `${Math.floor((cell * CELL_MINUTES) / 60)}:${cell % 2 === 0 ? '00' : '30'}`;
}
