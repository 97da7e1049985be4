import type { CompleteFactory, Plan, PlannedOperation } from '@midstream/factory';

type Json = Readonly<Record<string, unknown>>;

/** B2MML wraps every value, so that lists and languages can be named beside it. */
const value = (text: string): Json => ({ $: text });

/**
 * The plan as an ISA-95 OperationsSchedule in B2MML's JSON (V0700): an operations request per order, a segment requirement per
 * operation, equipment, people and material as its requirements.
 */
export function operationsSchedule(id: string, plan: Plan, factory: CompleteFactory | undefined, publishedAt: string): Json {
  const unitOf = new Map((factory?.materials ?? []).map((material) => [material.id, material.unit ?? 'each']));
  const byOrder = new Map<string, PlannedOperation[]>();
  for (const operation of plan.operations) {
    const list = byOrder.get(operation.order);
    if (list === undefined) byOrder.set(operation.order, [operation]);
    else list.push(operation);
  }
  return {
    ID: value(id),
    OperationsType: value('Production'),
    StartTime: value(plan.planningStart),
    EndTime: value(plan.horizonEnd),
    PublishedDate: value(publishedAt),
    // What has no step left to do is no request: the standard wants a segment in each.
    OperationsRequest: plan.orders
      .filter(({ order }) => byOrder.has(order))
      .map((order) => ({
        ID: value(order.order),
        OperationsType: value('Production'),
        StartTime: value(order.start),
        EndTime: value(order.projected),
        Priority: { $: order.priority },
        SegmentRequirement: (byOrder.get(order.order) ?? []).map((operation) => segmentOf(operation, unitOf)),
      })),
  };
}

function segmentOf(operation: PlannedOperation, unitOf: ReadonlyMap<string, string>): Json {
  const material = (id: string, use: string, amount: number, unit: string): Json => ({
    ID: value(`${operation.id} ${id}`),
    MaterialDefinitionID: [value(id)],
    MaterialUse: value(use),
    Quantity: [quantity(amount, unit)],
  });
  return {
    ID: value(operation.id),
    OperationsDefinitionID: value(operation.product),
    OperationsSegmentID: value(operation.operation),
    ProcessSegmentID: value(operation.operation),
    OperationsType: value('Production'),
    EarliestStartTime: value(operation.setupStart),
    LatestEndTime: value(operation.end),
    SegmentState: value(operation.state === 'started' ? 'Running' : 'Ready'),
    EquipmentRequirement: [
      { ID: value(`${operation.id} ${operation.machine}`), EquipmentID: [value(operation.machine)], Quantity: [quantity(1, 'each')] },
    ],
    PersonnelRequirement: operation.operators.map(({ skill, phase, people, count }) => ({
      ID: value(`${operation.id} ${skill} ${phase}`),
      PersonnelClassID: [value(skill)],
      PersonID: people.map(value),
      Quantity: [quantity(count, 'person')],
    })),
    MaterialRequirement: [
      material(operation.product, 'Produced', operation.quantity, 'each'),
      ...operation.materials.map((each) => material(each.material, 'Consumed', each.quantity, unitOf.get(each.material) ?? 'each')),
    ],
  };
}

const quantity = (amount: number, unit: string): Json => ({
  QuantityString: value(String(amount)),
  DataType: value('decimal'),
  UnitOfMeasure: value(unit),
});
