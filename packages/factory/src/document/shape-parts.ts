import * as z from 'zod';

/** The small shapes every part of the factory document is made of. */
export const id = z.string().min(1);
export const text = z
  .union([z.string(), z.strictObject({ en: z.string().optional(), 'zh-Hant': z.string().optional(), 'zh-Hans': z.string().optional() })])
  .meta({ title: 'text' });
export const localTime = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}(:\d{2})?(Z|[+-]\d{2}:\d{2})?)?$/)
  .meta({ title: 'time' });
export const localDate = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}$/)
  .meta({ title: 'date' });
export const clockTime = z
  .string()
  .regex(/^([01]\d|2[0-4]):[0-5]\d$/)
  .meta({ title: 'HH:MM' });
export const currency = z
  .string()
  .regex(/^[A-Z]{3}$/)
  .meta({ title: 'ISO 4217' });
export const weekday = z.enum(['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun']).meta({ title: 'weekday' });
export const attributes = z.record(z.string(), z.string());
export const positive = z.number().positive();
export const nonNegative = z.number().nonnegative();
export const share = z.number().gt(0).max(1);
export const list = <T extends z.ZodType>(item: T) => z.array(item).readonly();
/** Every thing has an id unique among its kind and may have a name. */
export const named = {
  id: id.describe('Unique among its kind; what others refer to.'),
  name: text.optional().describe('For people; one text, or one per language (`en`, `zh-Hant`, `zh-Hans`).'),
};
export const closure = z.strictObject({
  from: localTime.describe('Closed from.'),
  to: localTime.describe('Open again at; after `from`.'),
  reason: text.optional().describe('Why, for people.'),
});
