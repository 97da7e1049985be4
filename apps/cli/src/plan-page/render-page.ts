import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { deflateRawSync } from 'node:zlib';
import type { Factory, Plan } from '@midstream/factory';
import type { Language } from '@midstream/words';
import { intlTag, nameIn, translate } from '@midstream/words';
import { collectPageData } from './collect-page-data.ts';
import { pageBody } from './page-body.ts';
import { pageScript } from './page-script.ts';

/**
 * The plan as one HTML file that needs nothing else: no request leaves it, and its policy forbids any. Text of the factory enters as
 * data only, never as HTML.
 */
export function renderPlanPage(plan: Plan, factory: Factory, language: Language): string {
  const style = readFileSync(new URL('page.css', import.meta.url), 'utf8');
  const script = `(() => {\n${pageScript()}openPlan();\n})();`;
  const title = `${nameIn(factory.name, language, plan.factory)} · ${translate(language, 'page.title')}`;
  const policy = `default-src 'none'; style-src ${hashOf(style)}; script-src ${hashOf(script)}; base-uri 'none'; form-action 'none'`;
  return `<!doctype html>
<html lang="${intlTag(language)}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${escapeHtml(title)}</title>
<style>${style}</style>
</head>
<body>
${pageBody(language)}
${heldData(JSON.stringify(collectPageData(plan, factory, language)))}
<script>${script}</script>
</body>
</html>
`;
}

const hashOf = (text: string): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

/** A plan of thousands of operations is packed so that it can still be mailed: tenfold smaller. */
const PACKED_FROM = 1_000_000;

function heldData(json: string): string {
  if (json.length < PACKED_FROM) return `<script type="application/json" id="plan">${escapeJson(json)}</script>`;
  return `<script type="text/plain" id="plan" data-packed>${deflateRawSync(json).toString('base64')}</script>`;
}

/** JSON that cannot end its script element or be misread as a comment by an HTML parser. */
function escapeJson(json: string): string {
  return json
    .replaceAll('<', String.raw`\u003c`)
    .replaceAll('\u2028', String.raw`\u2028`)
    .replaceAll('\u2029', String.raw`\u2029`);
}

function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
