import type { Calendar } from '../calendars/calendar.ts';
import type { Material } from '../materials/material.ts';
import type { Order } from '../orders/order.ts';
import type { Operator, Skill, Tool } from '../resources/crew.ts';
import type { ChangeoverMatrix, Machine, WorkCentre } from '../resources/machine.ts';
import type { Product, Routing } from '../routings/routing.ts';
import type { Area, Site, TransportLane } from '../sites/site.ts';
import type { LocalizedText, LocalTime } from './text.ts';

/** The one document a factory is: everything needed to plan it. Serialised as JSON, checked by the published JSON Schema. */
export interface Factory {
  readonly format: 'midstream-factory';
  readonly version: 1;
  readonly name: LocalizedText;
  readonly description?: LocalizedText;
  /** ISO 4217 reporting currency. */
  readonly currency: string;
  /** 1 unit of the key currency = this many of the reporting currency. */
  readonly exchangeRates?: Readonly<Record<string, number>>;
  /** IANA time zone of the head office; times without a site are local to it. */
  readonly timeZone: string;
  /** "Now": nothing is planned before it. */
  readonly planningStart: LocalTime;
  /** Inside this many hours from the start, operations of a published plan stay where they are. */
  readonly frozenFenceHours?: number;
  /** May the plan use overtime hours. Default true: they are priced. */
  readonly allowOvertime?: boolean;
  readonly sites: readonly Site[];
  readonly lanes?: readonly TransportLane[];
  readonly areas: readonly Area[];
  readonly workCentres: readonly WorkCentre[];
  readonly machines: readonly Machine[];
  readonly calendars: readonly Calendar[];
  readonly changeovers?: readonly ChangeoverMatrix[];
  readonly skills?: readonly Skill[];
  readonly operators?: readonly Operator[];
  readonly tools?: readonly Tool[];
  readonly materials?: readonly Material[];
  readonly products: readonly Product[];
  readonly routings: readonly Routing[];
  readonly orders: readonly Order[];
}

/** What a person or a file gives: the same shape with everything that has a default left out. */
export type FactoryDraft = { readonly [K in keyof Factory]?: Factory[K] };
