import { errorsGuard } from './errors.ts';
import { exceptionsGuard } from './exceptions.ts';
import { factoryGuideGuard } from './factory-guide.ts';
import { floorsGuard } from './floors.ts';
import { glossaryGuard } from './glossary.ts';
import type { Guard } from './guard.ts';
import { kernelsGuard } from './kernels.ts';
import { linksGuard } from './links.ts';
import { lockfileGuard } from './lockfile.ts';
import { openApiGuard } from './openapi.ts';
import { pictureGuard } from './picture.ts';
import { purityGuard } from './purity.ts';
import { specGuard } from './spec.ts';
import { surfaceGuard } from './surface.ts';
import { wordsGuard } from './words.ts';

/** Every guard of the house, in the order they report. */
export const guards: readonly Guard[] = [
  floorsGuard,
  purityGuard,
  lockfileGuard,
  pictureGuard,
  exceptionsGuard,
  kernelsGuard,
  surfaceGuard,
  openApiGuard,
  specGuard,
  errorsGuard,
  factoryGuideGuard,
  wordsGuard,
  glossaryGuard,
  linksGuard,
];
