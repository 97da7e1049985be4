/** Parts of the model a generated factory may exercise. */
export type GeneratorFeature =
  | 'calendars'
  | 'holidays'
  | 'changeovers'
  | 'operators'
  | 'tools'
  | 'batch'
  | 'parallel'
  | 'materials'
  | 'assembly'
  | 'send-ahead'
  | 'max-wait'
  | 'split'
  | 'outsourced'
  | 'transport'
  | 'progress'
  | 'overtime'
  | 'tariff'
  | 'power'
  | 'yield'
  | 'unbroken';

/** `YYYY-MM-DD` so many days later. */
export function addDays(date: string, days: number): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}
