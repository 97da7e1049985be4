import type { FactoryDraft } from '@midstream/factory';
import type { Finding } from '@midstream/units';
import type { Table } from '../catalogue/table.ts';
import type { Origins } from '../document/assembly.ts';
import type { Row } from '../records/row.ts';

/** Formats that can be read. The three own ones are one format in three containers. */
export type FormatName = 'midstream-workbook' | 'midstream-csv' | 'midstream-json' | 'frepple' | 'odoo' | 'erpnext';

/** A document read from a file, complete or not: the caller hands it on only when nothing is an error. */
export interface ReadDocument {
  readonly draft: FactoryDraft | undefined;
  readonly origins: Origins;
  readonly findings: readonly Finding[];
}

/** A format of sheets or CSV files. Its tables are found, mapped and read by the same code for all; only what they mean differs. */
export interface SheetFormat {
  readonly kind: 'sheets';
  readonly name: FormatName;
  readonly containers: readonly ('workbook' | 'csv')[];
  readonly tables: readonly Table[];
  readonly assemble: (rows: ReadonlyMap<string, readonly Row[]>) => ReadDocument;
}

/** A format that is one text. */
export interface TextFormat {
  readonly kind: 'text';
  readonly name: FormatName;
  readonly parse: (text: string, file: string) => ReadDocument;
}

export type FileFormat = SheetFormat | TextFormat;
