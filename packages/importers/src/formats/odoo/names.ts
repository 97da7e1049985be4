import type { Row } from '../../records/row.ts';
import { textIn } from '../../records/row.ts';

/** A product as other records of Odoo name it. */
export interface ProductName {
  readonly id: string;
  readonly name: string | undefined;
}

/** `[FURN_7777] Office Chair` → code and name; a bare name is looked up among the products that have a code. */
export function productNames(products: readonly Row[]): (shown: string) => ProductName {
  const codes = new Map(products.map((row) => [textIn(row, 'name') ?? '', textIn(row, 'default_code')]));
  return (shown) => {
    const coded = /^\[(.+?)\]\s*(.*)$/.exec(shown);
    if (coded !== null) return { id: coded[1] ?? shown, name: coded[2] === '' ? undefined : coded[2] };
    const code = codes.get(shown);
    return code === undefined ? { id: shown, name: undefined } : { id: code, name: shown };
  };
}

/** A bill of materials is shown as `REF: [CODE] Product`, or without the reference. */
export function splitBomName(shown: string): { reference: string | undefined; product: string } {
  const match = /^([^:[\]]+): (.+)$/.exec(shown);
  return match === null ? { reference: undefined, product: shown } : { reference: match[1], product: match[2] ?? '' };
}
