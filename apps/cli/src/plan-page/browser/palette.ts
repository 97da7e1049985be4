/** Colours of the bars. Hues after Paul Tol's "muted" scheme, which people with any colour vision can tell apart. */
export interface BarColour {
  readonly edge: string;
  readonly fill: string;
  readonly text: string;
}
export interface Theme {
  readonly isDark: boolean;
  readonly surface: string;
  readonly ink: string;
  readonly muted: string;
  /** Dates on which few people work. */
  readonly dayOff: string;
  readonly line: string;
  readonly faintLine: string;
  readonly closed: string;
  readonly band: string;
  readonly accent: string;
  readonly late: string;
  readonly fence: string;
  readonly run: string;
  readonly setup: string;
  readonly overtime: string;
}

export const LIGHT: Theme = {
  isDark: false,
  surface: '#ffffff',
  ink: '#17212b',
  muted: '#5c6977',
  dayOff: '#9aa6b1',
  line: '#d9e0e6',
  faintLine: '#edf0f3',
  closed: '#f1f3f5',
  band: '#f7f9fa',
  accent: '#1f5a7a',
  late: '#b93c22',
  fence: 'rgba(31,90,122,0.06)',
  run: '#6ba3c0',
  setup: '#c3ced6',
  overtime: '#dfa13f',
};
export const DARK: Theme = {
  isDark: true,
  surface: '#161d24',
  ink: '#e5ebf0',
  muted: '#96a4b1',
  dayOff: '#61707d',
  line: '#33404c',
  faintLine: '#222c35',
  closed: '#11171d',
  band: '#1b242c',
  accent: '#7cbcdc',
  late: '#ff8a6a',
  fence: 'rgba(124,188,220,0.07)',
  run: '#4c87a5',
  setup: '#54636f',
  overtime: '#c98d2e',
};

const HUES: readonly (readonly [number, number, number])[] = [
  [51, 102, 153],
  [17, 119, 51],
  [136, 34, 85],
  [170, 130, 20],
  [68, 150, 160],
  [150, 90, 60],
  [110, 90, 170],
  [100, 120, 40],
  [190, 90, 110],
  [70, 90, 110],
];
const LATE_HUE = [196, 66, 36] as const;
const TIGHT_HUE = [200, 140, 20] as const;
const EARLY_HUE = [51, 115, 160] as const;
const GREY_HUE = [125, 135, 145] as const;

const mix = (hue: readonly number[], other: number, share: number): string =>
  `rgb(${hue.map((part) => Math.round(part * share + other * (1 - share))).join(',')})`;

function barColour(hue: readonly [number, number, number], theme: Theme): BarColour {
  return theme.isDark
    ? { edge: mix(hue, 255, 0.68), fill: mix(hue, 26, 0.62), text: '#f2f6f9' }
    : { edge: mix(hue, 255, 0.92), fill: mix(hue, 255, 0.2), text: mix(hue, 0, 0.42) };
}

/** The bar colours of a theme: ten hues to tell things apart, and four with a meaning. */
export interface Palette {
  readonly hues: readonly BarColour[];
  readonly late: BarColour;
  readonly tight: BarColour;
  readonly early: BarColour;
  readonly grey: BarColour;
}
export function paletteOf(theme: Theme): Palette {
  return {
    hues: HUES.map((hue) => barColour(hue, theme)),
    late: barColour(LATE_HUE, theme),
    tight: barColour(TIGHT_HUE, theme),
    early: barColour(EARLY_HUE, theme),
    grey: barColour(GREY_HUE, theme),
  };
}
