export type { Calendar, CalendarException, OvertimePeriod, ShiftPeriod } from './calendars/calendar.ts';
export type { Factory, FactoryDraft } from './document/factory.ts';
export type { ClockTime, Id, Language, LocalDate, LocalizedText, LocalTime, Weekday } from './document/text.ts';
export type { Material, MaterialReceipt } from './materials/material.ts';
export type { OperationProgress, Order, OrderStatus } from './orders/order.ts';
export type {
  Binding,
  CarbonSplit,
  CostSplit,
  LoadDay,
  Plan,
  PlanFigures,
  PlannedOperation,
  PlannedOrder,
  PlannedTransport,
  PlanRun,
  ResourceLoad,
  ZonedTime,
} from './plans/plan.ts';
export type { Operator, Skill, Tool } from './resources/crew.ts';
export type {
  ChangeoverEffect,
  ChangeoverMatrix,
  ChangeoverRule,
  Downtime,
  Machine,
  MachineCapacity,
  WorkCentre,
} from './resources/machine.ts';
export type {
  BomLine,
  OperationAlternative,
  Outsourcing,
  Precedence,
  Product,
  Routing,
  RoutingOperation,
  SkillRequirement,
  SplitRule,
  ToolRequirement,
} from './routings/routing.ts';
export type { Area, Holiday, MakeUpDay, Site, TariffPeriod, TransportLane } from './sites/site.ts';
export type { Closure, OpenPeriod } from './calendars/open-periods.ts';
export { openPeriods } from './calendars/open-periods.ts';
export { instantOf, isTimeZone, localTimeOf, offsetAt, zonedTimeOf } from './calendars/zone-time.ts';
export type { Changeover } from './resources/changeover.ts';
export { changeoverBetween, relevantAttributes } from './resources/changeover.ts';
export type { PriceStep } from './sites/energy-price.ts';
export { priceSteps, tariffAt } from './sites/energy-price.ts';
export type { Departure } from './sites/lane-times.ts';
export { arrivalAfter, departuresBetween } from './sites/lane-times.ts';
export { FACTORY_CODES } from './document/codes.ts';
export type {
  CompleteFactory,
  CompleteMachine,
  CompleteMaterial,
  CompleteOperator,
  CompleteOrder,
  CompleteTool,
} from './document/complete-factory.ts';
export { precedingOperations } from './document/check-routings.ts';
export { editDistance, nearestOf } from './document/nearest-name.ts';
export type { FactoryReading } from './document/read-factory.ts';
export { readFactory, writeFactory } from './document/read-factory.ts';
export { factoryJsonSchema } from './document/schema.ts';
export type { GeneratorFeature, GeneratorOptions } from './generated/generate-factory.ts';
export { GENERATOR_FEATURES, generateFactory } from './generated/generate-factory.ts';
export type { Capability, Role } from './capabilities/capabilities.ts';
export { CAPABILITIES, capabilitiesOf, ROLE_CAPABILITIES, ROLES } from './capabilities/capabilities.ts';
export type { RecordKind } from './document/record-kinds.ts';
export { RECORD_KINDS, RECORD_SHAPES, recordId } from './document/record-kinds.ts';
