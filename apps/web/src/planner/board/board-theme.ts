/** The board's colours. */
export interface BoardTheme {
  readonly surface: string;
  readonly ink: string;
  readonly muted: string;
  readonly line: string;
  readonly faint: string;
  readonly closed: string;
  readonly band: string;
  readonly accent: string;
  readonly late: string;
  readonly fence: string;
  readonly hatch: string;
}

let knownTheme: { readonly name: string; readonly theme: BoardTheme } | undefined;
/** The page's colours, read from its style sheet so that they are written down once. */
export function boardTheme(): BoardTheme {
  const name = document.documentElement.dataset.theme ?? 'light';
  if (knownTheme?.name === name) return knownTheme.theme;
  const style = getComputedStyle(document.documentElement);
  const of = (token: string): string => style.getPropertyValue(`--${token}`).trim();
  const theme: BoardTheme = {
    surface: of('surface'),
    ink: of('ink'),
    muted: of('muted'),
    line: of('line'),
    faint: of('faint'),
    closed: name === 'dark' ? '#11171d' : '#eff2f4',
    band: of('band'),
    accent: of('accent'),
    late: of('late'),
    fence: name === 'dark' ? 'rgba(124,188,220,0.08)' : 'rgba(31,90,122,0.07)',
    hatch: name === 'dark' ? '#44525e' : '#cfd8df',
  };
  knownTheme = { name, theme };
  return theme;
}
