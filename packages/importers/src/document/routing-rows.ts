import type { Language, Routing, RoutingOperation } from '@midstream/factory';
import type { FieldValues } from './field-values.ts';
import { isNothing, NOTHING_BEFORE } from './routings.ts';

export interface RoutingRows {
  readonly routings: FieldValues[];
  readonly links: FieldValues[];
  readonly operationSkills: FieldValues[];
  readonly operationTools: FieldValues[];
  readonly bom: FieldValues[];
}

/** Writes routings as rows; what fits in a cell stays beside the operation, the rest goes to the detail sheets. */
export function routingRows(routings: readonly Routing[], language: Language): RoutingRows {
  const rows: RoutingRows = { routings: [], links: [], operationSkills: [], operationTools: [], bom: [] };
  for (const routing of routings) {
    const head = { routing: routing.id, product: routing.product };
    if (routing.operations.length === 0) rows.routings.push({ ...head, name: routing.name });
    routing.operations.forEach((operation, index) => {
      const [first, ...others] = operation.alternatives ?? [];
      const key = { ...head, operation: operation.id };
      rows.routings.push({ ...key, ...(index === 0 ? { name: routing.name } : {}), ...operationValues(operation, language), ...first });
      for (const other of others) rows.routings.push({ ...key, ...other });
      addDetails(rows, { routing: routing.id, operation: operation.id }, operation);
    });
  }
  return rows;
}

const onlyHas = (items: readonly object[] | undefined, member: string): boolean =>
  (items ?? []).every((item) => Object.entries(item).every(([name, value]) => name === member || value === undefined));

/** Whether the links fit in one cell. */
function fitsInCell(operation: RoutingOperation): boolean {
  return onlyHas(operation.after, 'operation') && !(operation.after ?? []).some((link) => isNothing(link.operation));
}

function operationValues(operation: RoutingOperation, language: Language): FieldValues {
  const { outsourced, after } = operation;
  const before = after?.map((link) => link.operation);
  return {
    operationName: operation.name,
    after: before === undefined || !fitsInCell(operation) ? undefined : before.length === 0 ? [NOTHING_BEFORE[language]] : before,
    yield: operation.yield,
    interruptible: operation.interruptible,
    splitMaxLots: operation.split?.maxLots,
    splitMinQuantity: operation.split?.minQuantity,
    batchSizePerUnit: operation.batchSizePerUnit,
    attributes: operation.attributes,
    skills: onlyHas(operation.operators, 'skill') ? operation.operators?.map(({ skill }) => skill) : undefined,
    tools: onlyHas(operation.tools, 'tool') ? operation.tools?.map(({ tool }) => tool) : undefined,
    supplier: outsourced?.supplier,
    supplierDays: outsourced?.leadTimeDays,
    supplierCostPerUnit: outsourced?.costPerUnit,
    supplierFixedCost: outsourced?.fixedCost,
    supplierGrams: outsourced?.gramsCo2ePerUnit,
    supplierSite: outsourced?.site,
  };
}

function addDetails(rows: RoutingRows, key: FieldValues, operation: RoutingOperation): void {
  if (!fitsInCell(operation)) {
    for (const { operation: before, ...link } of operation.after ?? []) rows.links.push({ ...key, after: before, ...link });
  }
  if (!onlyHas(operation.operators, 'skill')) for (const need of operation.operators ?? []) rows.operationSkills.push({ ...key, ...need });
  if (!onlyHas(operation.tools, 'tool')) for (const need of operation.tools ?? []) rows.operationTools.push({ ...key, ...need });
  for (const line of operation.materials ?? []) rows.bom.push({ ...key, ...line });
}
