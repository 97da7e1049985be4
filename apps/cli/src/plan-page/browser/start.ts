import type { PageData, PageLanguage, PageTransport } from '../page-data.ts';
import { drawChangeoverTable, drawLateTable, drawNotes, drawPlanTable } from './tables.ts';
import type { Chart } from './chart.ts';
import { askDrawing, drawNow, drawSheets, loadAt, makeChart, paneOf, reveal, zoomBy } from './chart.ts';
import { listenToKeys, listenToPointer } from './chart-input.ts';
import { machineRows, orderRows } from './chart-rows.ts';
import type { ColourBy } from './colouring.ts';
import { colourOperations } from './colouring.ts';
import { drawDetail } from './detail-panel.ts';
import { element, found } from './element.ts';
import { nameOf, say, sayDate, sayDay, sayNumber, speak } from './in-words.ts';
import { DAY_SECONDS } from './draw-load.ts';
import { DARK, LIGHT, paletteOf } from './palette.ts';
import type { PageState, Tab } from './state.ts';
import { isFiltered, markMatches, searchTexts } from './state.ts';
import { drawTiles } from './tiles.ts';
import { scaleFor } from '@midstream/gantt/time-scale';
import { drawTooltip } from './tooltip.ts';

const TABS: readonly Tab[] = ['machines', 'orders', 'late', 'changeovers', 'table', 'notes'];
const COLOURINGS: readonly ColourBy[] = ['order', 'lateness', 'family', 'customer'];
const LANGUAGES: readonly (readonly [PageLanguage, string])[] = [
  ['zh-Hant', '繁體'],
  ['zh-Hans', '简体'],
  ['en', 'English'],
];

/** Opens the page on the plan it holds: the only function the page calls. */
export async function openPlan(): Promise<void> {
  const data = JSON.parse(await heldText()) as PageData;
  const state = firstState(data);
  const texts = searchTexts(data);
  markMatches(state, texts);
  const chart = makeChart(state);
  const page: Page = { state, chart, texts };
  const width = paneOf(chart).width - paneOf(chart).labels;
  state.scale = scaleFor(data.origin, data.origin + data.end, width);
  listen(page);
  refresh(page);
  document.documentElement.dataset.ready = 'true';
}

/** The plan's JSON; a large plan is held deflated and in base64. */
async function heldText(): Promise<string> {
  const holder = document.getElementById('plan');
  const text = holder?.textContent ?? '';
  if (holder?.dataset.packed === undefined) return text;
  const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
  return await new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream('deflate-raw'))).text();
}

interface Page {
  readonly state: PageState;
  readonly chart: Chart;
  readonly texts: readonly string[];
}

function firstState(data: PageData): PageState {
  const theme = matchMedia('(prefers-color-scheme: dark)').matches ? DARK : LIGHT;
  const palette = paletteOf(theme);
  const hasLate = data.orders.some(({ lateness }) => (lateness ?? 0) > 0);
  const colourBy = hasLate ? 'lateness' : 'order';
  return {
    data,
    transports: transportsByOrder(data),
    speech: speak(data, data.language),
    theme,
    palette,
    tab: 'machines',
    colourBy,
    colouring: colourOperations(data, colourBy, palette),
    scale: { left: data.origin, pixelsPerSecond: 0.001 },
    rows: machineRows(data),
    query: '',
    isLateOnly: false,
    matches: new Uint8Array(data.operations.order.length).fill(1),
    matchCount: 0,
    selected: -1,
    hovered: -1,
    loadOf: -1,
  };
}

function transportsByOrder(data: PageData): Map<number, PageTransport[]> {
  const byOrder = new Map<number, PageTransport[]>();
  for (const transport of data.transports) byOrder.set(transport.order, [...(byOrder.get(transport.order) ?? []), transport]);
  return byOrder;
}

/** Writes every word of the page anew in the present language and draws what the state says. */
function refresh(page: Page): void {
  const { state } = page;
  const { speech, data } = state;
  document.documentElement.lang = speech.language;
  document.documentElement.dataset.theme = state.theme.isDark ? 'dark' : 'light';
  document.title = `${nameOf(speech, data.factory)} · ${say(speech, 'page.title')}`;
  for (const place of document.querySelectorAll<HTMLElement>('[data-say]')) place.textContent = say(speech, place.dataset.say ?? '');
  for (const place of document.querySelectorAll<HTMLElement>('[data-label]')) {
    place.setAttribute('aria-label', say(speech, place.dataset.label ?? ''));
    if (place instanceof HTMLButtonElement) place.title = say(speech, place.dataset.label ?? '');
  }
  found('search', HTMLInputElement).placeholder = say(speech, 'page.search');
  found('factory', HTMLElement).textContent = nameOf(speech, data.factory);
  found('period', HTMLElement).textContent = periodOf(state);
  drawTiles(state, found('tiles', HTMLElement));
  drawChoices(page);
  refreshTab(page);
}

function periodOf(state: PageState): string {
  const { data, speech } = state;
  const from = sayDate(speech, data.origin, data.zone);
  const to = sayDate(speech, data.origin + data.end, data.zone);
  const { gapPercent } = data.run;
  const gap = gapPercent === null ? '' : say(speech, 'page.gap', { percent: sayNumber(speech, gapPercent, 1) });
  const quality = data.run.isOptimal ? say(speech, 'page.proven') : gap;
  const run = say(speech, 'page.run', { seconds: Math.round(data.run.seconds) });
  return [say(speech, 'page.period', { from, to }), say(speech, 'page.clock', { zone: data.zone }), run, quality]
    .filter(Boolean)
    .join(' · ');
}

/** Tabs, languages and colourings show which of them is chosen. */
function drawChoices(page: Page): void {
  const { state } = page;
  for (const tab of TABS) {
    const button = found(`tab-${tab}`, HTMLButtonElement);
    button.setAttribute('aria-selected', String(tab === state.tab));
    button.tabIndex = tab === state.tab ? 0 : -1;
  }
  const late = found('late-count', HTMLElement);
  late.textContent = String(state.data.figures.lateOrders ?? 0);
  late.hidden = (state.data.figures.lateOrders ?? 0) === 0;
  for (const button of document.querySelectorAll<HTMLButtonElement>('#languages button')) {
    button.setAttribute('aria-pressed', String(button.lang === state.speech.language));
  }
  const colours = found('colour-by', HTMLSelectElement);
  colours.replaceChildren(
    ...COLOURINGS.map((by) => {
      const option = element('option', { value: by }, say(state.speech, `page.colour-${by}`));
      option.selected = by === state.colourBy;
      return option;
    }),
  );
}

function refreshTab(page: Page): void {
  const { state, chart } = page;
  const isChart = state.tab === 'machines' || state.tab === 'orders';
  chart.box.hidden = !isChart;
  found('chart-tools', HTMLElement).hidden = !isChart;
  found('legend', HTMLElement).hidden = !isChart;
  const listing = found('listing', HTMLElement);
  listing.hidden = isChart;
  found('view', HTMLElement).setAttribute('aria-labelledby', `tab-${state.tab}`);
  const select = (operation: number): void => selectOperation(page, operation);
  if (state.tab === 'late') drawLateTable(state, listing, select);
  else if (state.tab === 'changeovers') drawChangeoverTable(state, listing, select);
  else if (state.tab === 'table') drawPlanTable(state, listing, select);
  else if (state.tab === 'notes') drawNotes(state, listing);
  const count = found('found', HTMLElement);
  count.textContent = isFiltered(state) ? say(state.speech, 'page.found', { count: state.matchCount }) : '';
  drawLegend(state);
  drawDetail(state, found('detail', HTMLElement), select, () => selectOperation(page, -1));
  askDrawing(chart);
}

function drawLegend(state: PageState): void {
  const { speech } = state;
  const entry = (style: string, colour: { edge: string; fill: string } | undefined, text: string): HTMLElement => {
    const swatch = element('i', { class: style });
    if (colour !== undefined) {
      swatch.style.background = colour.fill;
      swatch.style.borderLeftColor = colour.edge;
    }
    return element('span', {}, swatch, text);
  };
  const meanings = state.colouring.legend.map(({ colour, key, name }) =>
    entry('bar', colour, key === undefined ? (name ?? '') : say(speech, key)),
  );
  const fixed = [entry('setup', undefined, say(speech, 'page.legend-setup'))];
  if (state.tab === 'machines') fixed.push(entry('closed', undefined, say(speech, 'page.legend-closed')));
  else fixed.push(entry('due', undefined, say(speech, 'page.legend-due')), entry('way', undefined, say(speech, 'page.legend-transport')));
  if (state.data.fence > 0) fixed.push(entry('fence', undefined, say(speech, 'page.legend-fence')));
  const load = (['run', 'setup', 'overtime'] as const).map((part) => {
    const mark = entry('block', undefined, say(speech, part === 'overtime' ? 'field.overtime' : `field.${part}`));
    const swatch = mark.querySelector('i');
    if (swatch !== null) swatch.style.background = state.theme[part];
    return mark;
  });
  const available = entry('available', undefined, say(speech, 'page.load-available'));
  const hint = element('span', { class: 'hint' }, say(speech, 'page.hint'));
  const loadTitle = element('span', { class: 'group' }, say(speech, 'page.load'));
  found('legend', HTMLElement).replaceChildren(...meanings, ...fixed, loadTitle, ...load, available, hint);
}

function selectOperation(page: Page, operation: number): void {
  const { state, chart } = page;
  const wasOpen = state.selected >= 0;
  state.selected = operation;
  drawTooltip(state, found('tip', HTMLElement), -1, 0, 0);
  drawDetail(
    state,
    found('detail', HTMLElement),
    (next) => selectOperation(page, next),
    () => selectOperation(page, -1),
  );
  if (operation >= 0) announce(page, operation);
  // Opening the panel narrows the chart; the bar must stay in sight.
  if (operation >= 0 && !chart.box.hidden) requestAnimationFrame(() => reveal(chart, operation));
  if (wasOpen !== operation >= 0) requestAnimationFrame(() => askDrawing(chart));
  askDrawing(chart);
}

/** Tells a screen reader where the keyboard is. */
function announce(page: Page, operation: number): void {
  const { data, speech } = page.state;
  const { operations } = data;
  const zone = data.zone;
  const machine = data.machines[operations.machine[operation] ?? -1];
  const step = nameOf(speech, data.names[operations.name[operation] ?? -1] ?? '');
  const when = sayDay(speech, data.origin + (operations.start[operation] ?? 0), zone);
  found('live', HTMLElement).textContent =
    `${data.orders[operations.order[operation] ?? -1]?.id ?? ''}, ${step}, ${machine === undefined ? '' : nameOf(speech, machine.name)}, ${when}`;
}

function showTab(page: Page, tab: Tab): void {
  const { state } = page;
  state.tab = tab;
  layRows(page);
  drawChoices(page);
  refreshTab(page);
}

function layRows(page: Page): void {
  const { state, chart } = page;
  const kept = new Set<number>();
  if (state.tab === 'orders') state.data.operations.order.forEach((order, operation) => state.matches[operation] === 1 && kept.add(order));
  const before = state.rows;
  state.rows = state.tab === 'orders' ? orderRows(state.data, (order) => kept.has(order)) : machineRows(state.data);
  if (before.length !== state.rows.length) chart.scroller.scrollTop = 0;
}

function applyTheme(page: Page, isDark: boolean): void {
  const { state } = page;
  state.theme = isDark ? DARK : LIGHT;
  state.palette = paletteOf(state.theme);
  state.colouring = colourOperations(state.data, state.colourBy, state.palette);
}

function listen(page: Page): void {
  const { chart } = page;
  const events = {
    select: (operation: number): void => selectOperation(page, operation),
    hover: (operation: number, x: number, y: number): void => hover(page, operation, x, y),
    chooseMachine: (machine: number): void => {
      page.state.loadOf = page.state.loadOf === machine ? -1 : machine;
      askDrawing(chart);
    },
  };
  listenToPointer(chart, events);
  listenToKeys(chart, events);
  listenToTabs(page);
  listenToChoices(page);
  listenToZoom(page);
  chart.load.addEventListener('pointermove', (event) => describeLoad(page, event.offsetX));
  new ResizeObserver(() => askDrawing(chart)).observe(chart.scroller);
  let wasDark = false;
  addEventListener('beforeprint', () => {
    wasDark = page.state.theme.isDark;
    applyTheme(page, false);
    refresh(page);
    drawNow(chart);
    found('printed-chart', HTMLElement).replaceChildren(...drawSheets(chart));
    drawLateTable(page.state, found('printed-late', HTMLElement), () => undefined);
  });
  addEventListener('afterprint', () => {
    found('printed-chart', HTMLElement).replaceChildren();
    applyTheme(page, wasDark);
    found('printed-late', HTMLElement).replaceChildren();
    refresh(page);
  });
}

function hover(page: Page, operation: number, x: number, y: number): void {
  const { state, chart } = page;
  drawTooltip(state, found('tip', HTMLElement), operation, x, y);
  chart.rows.style.cursor = operation >= 0 ? 'pointer' : 'grab';
  if (state.hovered === operation) return;
  state.hovered = operation;
  askDrawing(chart);
}

function describeLoad(page: Page, x: number): void {
  const { state, chart } = page;
  const bucket = loadAt(chart, x);
  if (bucket === undefined) return;
  const planned = bucket.run + bucket.setup;
  chart.load.title = say(state.speech, 'page.load-of', {
    date: sayDay(state.speech, bucket.from, state.data.zone),
    planned: sayNumber(state.speech, planned, 1),
    available: sayNumber(state.speech, bucket.available, 1),
    percent: bucket.available > 0 ? Math.round((planned / bucket.available) * 100) : 0,
  });
}

function listenToTabs(page: Page): void {
  TABS.forEach((tab, index) => {
    const button = found(`tab-${tab}`, HTMLButtonElement);
    button.addEventListener('click', () => showTab(page, tab));
    button.addEventListener('keydown', (event) => {
      const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
      const next = TABS[(index + step + TABS.length) % TABS.length];
      if (step === 0 || next === undefined) return;
      showTab(page, next);
      found(`tab-${next}`, HTMLButtonElement).focus();
    });
  });
}

function listenToChoices(page: Page): void {
  const { state } = page;
  const languages = found('languages', HTMLElement);
  for (const [language, name] of LANGUAGES) {
    const button = element('button', { type: 'button', lang: language }, name);
    button.addEventListener('click', () => {
      state.speech = speak(state.data, language);
      refresh(page);
    });
    languages.append(button);
  }
  const search = found('search', HTMLInputElement);
  const filter = (): void => {
    state.query = search.value;
    state.isLateOnly = found('late-only', HTMLInputElement).checked;
    markMatches(state, page.texts);
    layRows(page);
    refreshTab(page);
  };
  search.addEventListener('input', filter);
  search.addEventListener('keydown', (event) => {
    if (event.key === 'Enter') selectOperation(page, nextMatch(state));
  });
  found('late-only', HTMLInputElement).addEventListener('change', filter);
  const colours = found('colour-by', HTMLSelectElement);
  colours.addEventListener('change', () => {
    state.colourBy = COLOURINGS.find((by) => by === colours.value) ?? 'order';
    state.colouring = colourOperations(state.data, state.colourBy, state.palette);
    refreshTab(page);
  });
  found('theme', HTMLButtonElement).addEventListener('click', () => {
    applyTheme(page, !state.theme.isDark);
    refresh(page);
  });
  found('print', HTMLButtonElement).addEventListener('click', () => print());
}

/** The match after the selected one, round and round. */
function nextMatch(state: PageState): number {
  const after = state.matches.indexOf(1, state.selected + 1);
  return after >= 0 ? after : state.matches.indexOf(1);
}

function listenToZoom(page: Page): void {
  const { state, chart } = page;
  const show = (from: number, to: number): void => {
    const pane = paneOf(chart);
    state.scale = scaleFor(from, to, pane.width - pane.labels);
    askDrawing(chart);
  };
  // The left edge stays where it is, so that pressing Week, then Day looks closer at the same days.
  const edge = (): number => Math.max(state.scale.left, state.data.origin);
  const actions: Record<string, () => void> = {
    'zoom-in': () => zoomBy(chart, 1.5),
    'zoom-out': () => zoomBy(chart, 1 / 1.5),
    'zoom-all': () => show(state.data.origin, state.data.origin + state.data.end),
    'zoom-week': () => show(edge(), edge() + 7 * DAY_SECONDS),
    'zoom-day': () => show(edge(), edge() + DAY_SECONDS),
  };
  for (const [id, action] of Object.entries(actions)) found(id, HTMLButtonElement).addEventListener('click', action);
}
