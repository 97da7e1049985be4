const fence = (name: string, end: 'start' | 'end'): string => `<!-- ${name}:${end} -->`;

/** The text between `<!-- name:start -->` and `<!-- name:end -->`, or undefined when the marks are missing. */
export function readMarkedBlock(text: string, name: string): string | undefined {
  const start = text.indexOf(fence(name, 'start'));
  const end = text.indexOf(fence(name, 'end'));
  if (start < 0 || end < start) return undefined;
  return text.slice(start + fence(name, 'start').length, end).trim();
}

/** The text with that block replaced; throws when the marks are missing. */
export function replaceMarkedBlock(text: string, name: string, block: string): string {
  const start = text.indexOf(fence(name, 'start'));
  const end = text.indexOf(fence(name, 'end'));
  if (start < 0 || end < start) throw new Error(`no <!-- ${name}:start --> … <!-- ${name}:end --> marks found`);
  return `${text.slice(0, start + fence(name, 'start').length)}\n${block}\n${text.slice(end)}`;
}
