/** Name of a step in every plan: `<order>/<operation>`, and `#<lot>` where there are several. */
export function stepName(line: string, operation: string, lot: number | undefined): string {
  return `${line}/${operation}${lot === undefined ? '' : `#${lot}`}`;
}

/** What a step's name says; undefined when it is none. */
export function readStepName(
  name: string,
): { readonly line: string; readonly operation: string; readonly lot: number | undefined } | undefined {
  const [, line, operation, lot] = /^(.+)\/([^/#]+)(?:#(\d+))?$/.exec(name) ?? [];
  if (line === undefined || operation === undefined) return undefined;
  return { line, operation, lot: lot === undefined ? undefined : Number(lot) };
}

/**
 * The order a line may belong to, longest name first, and which part of it the line then is: `O1+P` is the order of that name, or the
 * part P of O1. Which it is the orders decide.
 */
export function ownersOfLine(line: string): { readonly order: string; readonly part: string | undefined }[] {
  const owners: { order: string; part: string | undefined }[] = [{ order: line, part: undefined }];
  for (let at = line.lastIndexOf('+'); at > 0; at = line.lastIndexOf('+', at - 1))
    owners.push({ order: line.slice(0, at), part: line.slice(at + 1) });
  return owners;
}
