import type { Factory } from '@midstream/factory';
import { chartHeight, scaleFor, zoomAt } from '@midstream/gantt';
import type { Drag, Verdict } from '@midstream/planning/preview';
import { dateTimeIn, intlTag } from '@midstream/words/unloaded';
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { useNames } from '../../data/use-names.ts';
import { useSpeech } from '../../i18n/language.tsx';
import { useTheme } from '../../ui/theme.ts';
import { colouringOf, type ColourBy } from './board-colours.ts';
import type { BoardBy, BoardData, BoardRows } from './board-data.ts';
import type { BoardState, Dragged } from './board-state.ts';
import { boardTheme } from './board-theme.ts';
import { AXIS_HEIGHT, drawBoard, type Frame } from './draw-board.ts';
import { drawLoad, LOAD_HEIGHT } from './draw-load.ts';
import { drawAxis } from './draw-parts.ts';
import { judgeWaiting, type Listening, listenToPointer } from './board-input.ts';
import { bringIntoSight, listenToKeys } from './board-keys.ts';
import { verdictText } from './verdict.ts';

interface Props {
  readonly data: BoardData;
  readonly rows: BoardRows;
  readonly by: BoardBy;
  readonly colourBy: ColourBy;
  readonly factory: Factory | undefined;
  readonly isMeant: (order: number) => boolean;
  readonly selected: number;
  readonly onSelect: (operation: number) => void;
  /** Bars moved by hand and not planned yet. */
  readonly edited: ReadonlySet<number>;
  readonly mayMove: boolean;
  readonly judge: (drag: Drag) => Verdict | undefined;
  readonly onDrop: (drag: Dragged) => void;
}

const ZOOMS = { 0: 'web.zoom-all', 1: 'web.zoom-day', 7: 'web.zoom-week', 30: 'web.zoom-month', 365: 'web.zoom-year' } as const;

/** The chart itself: three canvases, drawn at most once a frame. */
export function BoardCanvas(props: Props) {
  const { data, rows, by, colourBy, factory, isMeant, selected, onSelect, edited, mayMove, judge, onDrop } = props;
  const { say, language, nameOf, number } = useSpeech();
  const names = useNames();
  const { theme } = useTheme();
  const box = useRef<HTMLDivElement>(null);
  const scroller = useRef<HTMLDivElement>(null);
  const canvases = { axis: useRef<HTMLCanvasElement>(null), rows: useRef<HTMLCanvasElement>(null), load: useRef<HTMLCanvasElement>(null) };
  const state = useRef<BoardState>({
    scale: scaleFor(data.from, Math.min(data.to, data.from + 14 * 86_400), 900),
    hovered: -1,
    drag: undefined,
  });
  const [drag, setDrag] = useState<Dragged | undefined>(undefined);
  const colouring = useMemo(() => colouringOf(data, colourBy, theme === 'dark', factory), [data, colourBy, theme, factory]);
  const texts = useMemo(() => {
    const products = new Map((factory?.products ?? []).map((product) => [product.id, product.name]));
    return data.operations.map((operation): readonly [string, string] => {
      const pieces = say('web.pieces', { count: Math.round(operation.quantity) });
      if (by === 'order')
        return [names.operation(operation.operation, operation.product), `${names.machine(operation.machine)} · ${pieces}`];
      return [operation.order, `${nameOf(products.get(operation.product)) || operation.product} · ${pieces}`];
    });
  }, [data, factory, by, say, nameOf, names]);
  const frame = (): Frame => {
    const labels = (scroller.current?.clientWidth ?? 900) < 800 ? 150 : 220;
    return {
      data,
      rows,
      colouring,
      scale: state.current.scale,
      view: {
        width: (scroller.current?.clientWidth ?? 900) - labels,
        height: scroller.current?.clientHeight ?? 400,
        scrolled: scroller.current?.scrollTop ?? 0,
      },
      labels,
      theme: boardTheme(),
      zone: data.plan.timeZone,
      now: Date.now() / 1000,
      selected,
      hovered: state.current.hovered,
      isMeant,
      nameOf: (text) => (text === 'supplier' ? say('web.suppliers') : nameOf(text)),
      textsOf: (operation) => texts[operation] ?? ['', ''],
      showsClosed: by === 'machine',
      edited,
      ...(state.current.drag === undefined ? {} : { drag: state.current.drag }),
    };
  };
  const asked = useRef(0);
  const drawNow = (): void => {
    asked.current = 0;
    const now = frame();
    if (now.view.height <= 0) return;
    const wide = now.view.width + now.labels;
    const axis = sized(canvases.axis.current, wide, AXIS_HEIGHT);
    const chart = sized(canvases.rows.current, wide, now.view.height);
    const load = sized(canvases.load.current, wide, LOAD_HEIGHT);
    if (axis !== null) drawAxis(axis, now.scale, now.view.width, now.labels, AXIS_HEIGHT, now.theme, now.zone, intlTag(language));
    if (chart !== null) drawBoard(chart, now);
    mark('midstream-board-drawn');
    if (load !== null) drawLoad(load, now, say('web.load'), (hours) => `${number(hours)} h`);
  };
  const draw = (): void => {
    if (asked.current === 0) asked.current = requestAnimationFrame(() => latest.current.drawNow());
  };
  const latest = useRef({ drawNow, frame, data, rows, selected, onSelect, mayMove, judge, onDrop });
  latest.current = { drawNow, frame, data, rows, selected, onSelect, mayMove, judge, onDrop };
  const ask = useRef(draw);
  const listening = useRef<Listening | undefined>(undefined);
  useLayoutEffect(() => {
    draw();
  });
  useEffect(() => {
    const canvas = canvases.rows.current;
    const area = scroller.current;
    if (canvas === null || area === null || box.current === null) return undefined;
    const board: Listening = {
      state: state.current,
      scroller: area,
      latest: () => latest.current,
      draw: () => ask.current(),
      onDrag: setDrag,
      onDrop: (dropped: Dragged) => latest.current.onDrop(dropped),
    };
    listening.current = board;
    const stop = listenToPointer(board, canvas, canvases.axis.current);
    const stopKeys = listenToKeys(board, canvas);
    const watcher = new ResizeObserver(() => ask.current());
    watcher.observe(box.current);
    area.addEventListener('scroll', board.draw);
    void document.fonts.ready.then(board.draw);
    return () => {
      stop();
      stopKeys();
      watcher.disconnect();
      area.removeEventListener('scroll', board.draw);
    };
    // The listeners read what is current through `latest`.
  }, []);
  useEffect(() => {
    if (listening.current !== undefined) judgeWaiting(listening.current);
  }, [judge]);
  // A bar of another plan is another bar, even at the same place: what was in the hand is let go.
  useEffect(
    () => () => {
      state.current.drag = undefined;
      setDrag(undefined);
    },
    [data.plan],
  );
  useEffect(() => {
    if (selected < 0 || scroller.current === null) return;
    bringIntoSight({ state: state.current, scroller: scroller.current, latest: () => latest.current }, selected);
    ask.current();
  }, [selected]);
  const zoom = (factor: number): void => {
    state.current.scale = zoomAt(state.current.scale, factor, frame().view.width / 2);
    draw();
  };
  const show = (days: number): void => {
    const from = days === 0 ? data.from : Math.max(state.current.scale.left, data.from);
    state.current.scale = scaleFor(from, days === 0 ? data.to : from + days * 86_400, frame().view.width);
    draw();
  };
  return (
    <div className="board-chart" ref={box}>
      <canvas ref={canvases.axis} aria-hidden="true" />
      <div className="board-scroll" ref={scroller}>
        <canvas ref={canvases.rows} tabIndex={0} role="application" aria-label={say('web.board-label')} data-testid="board" />
        <div style={{ height: Math.max(0, chartHeight(rows.rows) - (scroller.current?.clientHeight ?? 0)) }} />
      </div>
      <canvas ref={canvases.load} role="img" aria-label={say('web.load')} />
      <div className="board-legend">
        {colouring.legend.map(({ colour, key, name }) => (
          <span key={key ?? name}>
            <i style={{ background: colour.edge }} />
            {key === undefined ? name : say(key)}
          </span>
        ))}
        <span>
          <i style={{ background: 'var(--line)' }} />
          {say('web.setup')}
        </span>
        {data.maintained.size === 0 ? null : (
          <span>
            <i className="hatched" />
            {say('web.maintenance')}
          </span>
        )}
        <span className="board-zoom">
          <button type="button" className="button quiet" onClick={() => zoom(1 / 1.4)} aria-label={say('web.zoom-out')}>
            −
          </button>
          <button type="button" className="button quiet" onClick={() => zoom(1.4)} aria-label={say('web.zoom-in')}>
            +
          </button>
          {([1, 7, 30, 365, 0] as const).map((days) => (
            <button key={days} type="button" className="button quiet" onClick={() => show(days)}>
              {say(ZOOMS[days])}
            </button>
          ))}
        </span>
      </div>
      {drag === undefined ? null : <BesideHand drag={drag} most={frame().view.width - 100} zone={data.plan.timeZone} />}
    </div>
  );
}

/** Beside the hand: when the bar would begin, and what that does. */
function BesideHand({ drag, most, zone }: { readonly drag: Dragged; readonly most: number; readonly zone: string }) {
  const { say, language } = useSpeech();
  const names = useNames();
  return (
    <div
      className="board-verdict"
      role="status"
      data-allowed={drag.verdict?.allowed}
      style={{ left: Math.min(drag.x + 14, most), top: drag.y + AXIS_HEIGHT + 14 }}
    >
      <b>{dateTimeIn(language, drag.start, zone)}</b>
      <br />
      {verdictText(drag.verdict, say, language, zone, names.planned)}
    </div>
  );
}

/** Moments that a measurement of the board looks for, as the platform keeps them; the first of each counts. */
function mark(name: string): void {
  if (performance.getEntriesByName(name).length === 0) performance.mark(name);
}

/** Context of a canvas with one device pixel per pixel of the screen. */
function sized(canvas: HTMLCanvasElement | null, width: number, height: number): CanvasRenderingContext2D | null {
  if (canvas === null) return null;
  const ratio = window.devicePixelRatio || 1;
  const [wide, high] = [Math.round(width * ratio), Math.round(height * ratio)];
  if (canvas.width !== wide || canvas.height !== high) {
    canvas.width = wide;
    canvas.height = high;
    canvas.style.width = `${width}px`;
    canvas.style.height = `${height}px`;
  }
  const pen = canvas.getContext('2d');
  pen?.setTransform(ratio, 0, 0, ratio, 0, 0);
  return pen;
}
