import type { Language } from '@midstream/words';
import { translate } from '@midstream/words';

const TABS = ['machines', 'orders', 'late', 'changeovers', 'table', 'notes'] as const;

// Drawn, not typed: signs for these are missing from many fonts.
const icon = (path: string): string =>
  `<svg viewBox="0 0 16 16" width="15" height="15" fill="none" stroke="currentColor" stroke-width="1.4" stroke-linejoin="round" aria-hidden="true">${path}</svg>`;
const THEME_ICON = icon('<circle cx="8" cy="8" r="5.5"/><path d="M8 2.5a5.5 5.5 0 0 1 0 11z" fill="currentColor"/>');
const PRINT_ICON = icon('<path d="M4.5 6V2.5h7V6M4.5 11.5h-2V6h11v5.5h-2M4.5 9.5h7v4h-7z"/>');

/** The page's fixed frame. `data-say` and `data-label` name the words the script writes in the reader's language. */
export function pageBody(language: Language): string {
  const tabs = TABS.map(
    (tab) =>
      `<button type="button" role="tab" id="tab-${tab}" aria-controls="view" aria-selected="false"><span data-say="page.tab-${tab}"></span>${
        tab === 'late' ? '<b id="late-count" hidden></b>' : ''
      }</button>`,
  ).join('');
  const button = (id: string, text: string): string => `<button type="button" id="${id}" data-label="page.${id}">${text}</button>`;
  const words = (id: string): string => `<button type="button" id="${id}" data-say="page.${id}"></button>`;
  return `<header class="top">
<div class="title"><h1 id="factory"></h1><p id="period"></p></div>
<div class="choices">
<div id="languages" role="group" data-label="page.language"></div>
${button('theme', THEME_ICON)}${button('print', PRINT_ICON)}
</div>
</header>
<section id="tiles" class="tiles" data-label="page.title"></section>
<nav class="bar">
<div role="tablist" class="tabs" data-label="page.tabs">${tabs}</div>
<div class="filters">
<input type="search" id="search" autocomplete="off" spellcheck="false" data-label="page.search">
<label class="check"><input type="checkbox" id="late-only"><span data-say="page.late-only"></span></label>
<span id="found" role="status"></span>
</div>
<div class="tools" id="chart-tools">
<label class="pick"><span data-say="page.colour-by"></span><select id="colour-by"></select></label>
<div class="zoom">${button('zoom-out', '−')}${button('zoom-in', '+')}${words('zoom-day')}${words('zoom-week')}${words('zoom-all')}</div>
</div>
</nav>
<main>
<div id="view" role="tabpanel">
<div id="chart">
<canvas id="axis" aria-hidden="true"></canvas>
<div id="scroller"><div class="pin"><canvas id="rows" tabindex="0" role="application" data-label="page.chart"></canvas></div><div id="spacer"></div></div>
<canvas id="load" role="img" data-label="page.load"></canvas>
<div id="tip" role="presentation" hidden></div>
</div>
<div id="listing" tabindex="-1" hidden></div>
<div id="legend" class="legend"></div>
</div>
<aside id="detail" hidden></aside>
</main>
<div id="printed-chart"></div>
<div id="printed-late"></div>
<div id="live" class="unseen" role="status" aria-live="polite"></div>
<footer data-say="page.footer"></footer>
<noscript>${translate(language, 'page.no-script')}</noscript>`;
}
