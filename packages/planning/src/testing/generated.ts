import type { CompleteFactory, GeneratorFeature } from '@midstream/factory';
import { GENERATOR_FEATURES, generateFactory, readFactory } from '@midstream/factory';

/** A small random factory with some features, read and checked. */
export function generated(seed: number, orders: number, features: readonly GeneratorFeature[]): CompleteFactory {
  const { factory, findings } = readFactory(generateFactory({ orders, seed, operationsPerOrder: 4, features }));
  if (factory === undefined)
    throw new Error(`seed ${seed} is no factory: ${JSON.stringify(findings.filter((each) => each.severity === 'error'))}`);
  return factory;
}

/** Walks through all pairs of features; every third is the whole model at once. */
export function featurePair(seed: number): readonly GeneratorFeature[] {
  const n = GENERATOR_FEATURES.length;
  if (seed % 3 === 0) return GENERATOR_FEATURES;
  const pair = [GENERATOR_FEATURES[seed % n], GENERATOR_FEATURES[(seed * 7 + Math.floor(seed / n)) % n]];
  const around: readonly GeneratorFeature[] = seed % 2 === 0 ? [] : ['calendars', 'operators'];
  return [...new Set([...pair.filter((each) => each !== undefined), ...around])];
}
