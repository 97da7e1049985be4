import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { factoryJsonSchema } from '@midstream/factory';

// The published schema is generated: the shapes in packages/factory are its source.
const file = join(import.meta.dirname, '../packages/factory/schema/factory.schema.json');
writeFileSync(file, `${JSON.stringify(factoryJsonSchema(), undefined, 2)}\n`);
