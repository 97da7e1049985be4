import type { Machine, MachineCapacity } from '../resources/machine.ts';
import type { Operator, Tool } from '../resources/crew.ts';
import type { Material } from '../materials/material.ts';
import type { Order } from '../orders/order.ts';
import type { Factory } from './factory.ts';

type With<T, K extends keyof T> = T & { readonly [P in K]-?: NonNullable<T[P]> };

export type CompleteMachine = With<Machine, 'calendar' | 'efficiency' | 'costPerHour' | 'power'> & { readonly capacity: MachineCapacity };
export type CompleteOperator = With<Operator, 'calendar' | 'headcount' | 'costPerHour'>;
export type CompleteTool = With<Tool, 'count'>;
export type CompleteMaterial = With<Material, 'stock' | 'leadTimeDays' | 'costPerUnit' | 'gramsCo2ePerUnit'>;
export type CompleteOrder = With<Order, 'priority' | 'status' | 'routing'>;

/** A factory with every default filled in, every reference checked, and frozen: what planning trusts. */
export interface CompleteFactory extends Factory {
  readonly frozenFenceHours: number;
  readonly allowOvertime: boolean;
  readonly exchangeRates: Readonly<Record<string, number>>;
  readonly lanes: NonNullable<Factory['lanes']>;
  readonly machines: readonly CompleteMachine[];
  readonly changeovers: NonNullable<Factory['changeovers']>;
  readonly skills: NonNullable<Factory['skills']>;
  readonly operators: readonly CompleteOperator[];
  readonly tools: readonly CompleteTool[];
  readonly materials: readonly CompleteMaterial[];
  readonly orders: readonly CompleteOrder[];
}
