import type { Site } from '@midstream/factory';
import { tableNamed } from '../catalogue/index.ts';
import { localizedIn, present, textIn } from '../records/row.ts';
import type { Assembly, Building } from './assembly.ts';
import { noteOrigin, rowsOf } from './assembly.ts';
import type { FieldValues } from './field-values.ts';

/** Holidays and make-up days share a sheet: a row that works as another weekday is a make-up day. */
export function attachSiteDays(assembly: Assembly, siteOf: (id: string) => { element: Building; pointer: string } | undefined): void {
  for (const row of rowsOf(assembly, 'holidays')) {
    const site = siteOf(textIn(row, 'site') ?? '');
    if (site === undefined) continue;
    const worksAs = textIn(row, 'worksAs');
    const property = worksAs === undefined ? 'holidays' : 'makeUpDays';
    const list = (site.element[property] ??= []) as Building[];
    const date = textIn(row, 'date');
    list.push(worksAs === undefined ? present({ date, name: localizedIn(row, 'name') }) : present({ date, worksAs }));
    noteOrigin(assembly, `${site.pointer}/${property}/${list.length - 1}`, row, tableNamed('holidays'));
  }
}

export function siteDayRows(sites: readonly Site[]): FieldValues[] {
  return sites.flatMap((site) => [
    ...(site.holidays ?? []).map((holiday) => ({ site: site.id, date: holiday.date, name: holiday.name })),
    ...(site.makeUpDays ?? []).map((day) => ({ site: site.id, date: day.date, worksAs: day.worksAs })),
  ]);
}
