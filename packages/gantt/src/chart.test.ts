import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { barAt, snapped } from './hit-test.ts';
import { chartHeight, layOutRows, type RowStyle } from './rows.ts';
import { offsetAt, type TimeScale } from './time-scale.ts';
import { type BarColumns, boxOf, instantAt, pixelOf, rowsInView, type Viewport, visitBars } from './viewport.ts';

const STYLE: RowStyle = { lane: 26, slimLane: 17, roomyLanes: 5, air: 8, heading: 26 };
const VIEW: Viewport = { width: 900, height: 400, scrolled: 0 };

const charts = fc
  .record({
    spans: fc.array(fc.tuple(fc.integer({ min: 0, max: 5000 }), fc.integer({ min: 0, max: 20 }), fc.integer({ min: 1, max: 400 })), {
      minLength: 1,
      maxLength: 80,
    }),
    rows: fc.integer({ min: 1, max: 6 }),
    left: fc.integer({ min: -500, max: 5000 }),
    zoom: fc.constantFrom(0.05, 0.3, 1, 3),
    scrolled: fc.integer({ min: 0, max: 300 }),
  })
  .map(({ spans, rows, left, zoom, scrolled }) => {
    const bars: BarColumns = {
      setupStart: spans.map(([start]) => start),
      start: spans.map(([start, setup]) => start + setup),
      end: spans.map(([start, setup, run]) => start + setup + run),
    };
    const wishes = Array.from({ length: rows }, (_, row) => ({
      index: row,
      bars: spans.flatMap((_each, bar) => (bar % rows === row ? [bar] : [])),
    }));
    const laid = layOutRows([{ index: 0, bars: [], isHeading: true }, ...wishes], bars.setupStart, bars.end, STYLE);
    const scale: TimeScale = { left, pixelsPerSecond: zoom };
    return { bars, rows: laid, scale, view: { ...VIEW, scrolled } };
  });

describe('rows', () => {
  it('stand one under the other and hold every bar once', () => {
    fc.assert(
      fc.property(charts, ({ rows, bars }) => {
        let top = 0;
        for (const row of rows) {
          expect(row.top).toBe(top);
          top += row.height;
        }
        expect(chartHeight(rows)).toBe(top);
        expect(
          rows
            .flatMap((row) => row.lanes.flat())
            .sort((a, b) => a - b)
            .join(),
        ).toBe(Array.from(bars.start, (_, bar) => bar).join());
      }),
    );
  });
});

describe('the bars in sight', () => {
  it('are all of those that touch the viewport, each alone or in a group that stands where it is', () => {
    fc.assert(
      fc.property(charts, ({ rows, bars, scale, view }) => {
        for (const row of rowsInView(rows, view)) {
          let counted = 0;
          visitBars(row, bars, scale, view, STYLE.air, (bar, box, count) => {
            counted += count;
            expect(box.setupLeft).toBeCloseTo(pixelOf(scale, bars.setupStart[bar] ?? 0));
            expect(box.right).toBeGreaterThan(box.setupLeft);
            if (count > 1) expect(box.right - box.setupLeft).toBeLessThanOrEqual(2.001);
          });
          const touching = row.lanes
            .flat()
            .filter((bar) => (bars.end[bar] ?? 0) > scale.left && (bars.setupStart[bar] ?? 0) <= instantAt(scale, view.width));
          expect(counted).toBeGreaterThanOrEqual(touching.length);
        }
      }),
    );
  });
  it('cost no more visits than the width has room for, however many there are', () => {
    const count = 100_000;
    const at = Array.from({ length: count }, (_, i) => i);
    const bars: BarColumns = { setupStart: at, start: at, end: at.map((each) => each + 1) };
    const [row] = layOutRows([{ index: 0, bars: at }], bars.setupStart, bars.end, STYLE);
    let visits = 0;
    let shown = 0;
    if (row !== undefined)
      visitBars(row, bars, { left: 0, pixelsPerSecond: VIEW.width / count }, VIEW, STYLE.air, (_, __, together) => {
        visits++;
        shown += together;
      });
    expect(visits).toBeLessThanOrEqual(VIEW.width / 2 + 1);
    expect(shown).toBeGreaterThanOrEqual(count - 1);
  });
});

describe('hitting', () => {
  it('finds the bar drawn under the point', () => {
    fc.assert(
      fc.property(charts, fc.nat(), ({ rows, bars, scale, view }, pick) => {
        const all = rows.flatMap((row) => row.lanes.flatMap((lane, at) => lane.map((bar) => ({ row, at, bar }))));
        const chosen = all[pick % all.length];
        if (chosen === undefined) return;
        const box = boxOf(
          bars,
          scale,
          view,
          chosen.row,
          chosen.at,
          chosen.bar,
          { setupLeft: 0, left: 0, right: 0, top: 0, height: 0 },
          STYLE.air,
        );
        const middle = (box.setupLeft + box.right) / 2;
        const hit = barAt(rows, bars, scale, view, STYLE.air, middle, box.top + box.height / 2);
        expect(bars.setupStart[hit]).toBeLessThanOrEqual(instantAt(scale, middle));
        expect(bars.end[hit]).toBeGreaterThanOrEqual(instantAt(scale, middle));
      }),
    );
  });
  it('finds nothing on a heading and below the last row', () => {
    const rows = layOutRows([{ index: 0, bars: [], isHeading: true }], [], [], STYLE);
    const bars: BarColumns = { setupStart: [], start: [], end: [] };
    for (const y of [5, 500]) expect(barAt(rows, bars, { left: 0, pixelsPerSecond: 1 }, VIEW, STYLE.air, 10, y)).toBe(-1);
  });
});

describe('snapping', () => {
  it('lands on the clock of the zone, never further than half a step', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1_764_000_000, max: 1_796_000_000 }),
        fc.constantFrom('Asia/Hong_Kong', 'Asia/Kathmandu', 'Europe/Berlin'),
        fc.constantFrom(0.5, 0.02, 0.001, 0.0001),
        (instant, zone, pixelsPerSecond) => {
          const at = snapped(instant, { left: 0, pixelsPerSecond }, zone);
          const local = at + offsetAt(at, zone);
          expect(local % 60).toBe(0);
          expect(Math.abs(at - instant)).toBeLessThanOrEqual(43_200 + 3600);
          if (pixelsPerSecond === 0.5) expect(Math.abs(at - instant)).toBeLessThanOrEqual(30);
        },
      ),
    );
  });
});
